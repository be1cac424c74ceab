package live.danmaku.push.pusher.link;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Link} on a gRPC stream. One lock orders what is sent; nothing of others is called while it is held. */
final class ConnectorLink implements Link {

    private static final Logger log = LoggerFactory.getLogger(ConnectorLink.class);

    private final Hello connector;
    private final ServerCallStreamObserver<FromPusher> stream;
    private final long mostWaiting;
    private final LinkMetrics metrics;
    private final Runnable onClose;
    private final Queue<FromPusher> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean open = true;
    private volatile long heardNanos = System.nanoTime();

    /** @param onClose called when this end ends the stream; must not call back */
    ConnectorLink(
            Hello connector,
            ServerCallStreamObserver<FromPusher> stream,
            long mostWaiting,
            LinkMetrics metrics,
            Runnable onClose) {
        this.connector = connector;
        this.stream = stream;
        this.mostWaiting = mostWaiting;
        this.metrics = metrics;
        this.onClose = onClose;
    }

    @Override
    public Hello connector() {
        return connector;
    }

    @Override
    public synchronized void say(FromPusher message) {
        if (!open) {
            return;
        }
        if (waiting.isEmpty() && stream.isReady()) {
            stream.onNext(message);
            return;
        }
        long bytes = message.getSerializedSize();
        if (waitingBytes + bytes > mostWaiting) {
            metrics.cutOff();
            close("%,d bytes wait for it (expected: at most %,d)".formatted(waitingBytes + bytes, mostWaiting));
            return;
        }
        waiting.add(message);
        waitingBytes += bytes;
    }

    @Override
    public synchronized boolean offer(FromPusher message) {
        if (!keepsUp()) {
            return false;
        }
        stream.onNext(message);
        return true;
    }

    @Override
    public synchronized boolean keepsUp() {
        return open && waiting.isEmpty() && stream.isReady();
    }

    /** The stream takes more again. */
    synchronized void drain() {
        while (open && !waiting.isEmpty() && stream.isReady()) {
            FromPusher message = waiting.remove();
            waitingBytes -= message.getSerializedSize();
            stream.onNext(message);
        }
    }

    void heard() {
        heardNanos = System.nanoTime();
    }

    long silentForNanos() {
        return System.nanoTime() - heardNanos;
    }

    @Override
    public synchronized void close(String reason) {
        if (open) {
            log.info("connector {} is cut off: {}", connector.getNode(), reason);
            end(Status.UNAVAILABLE.withDescription(reason));
            onClose.run();
        }
    }

    /** The connector has said that it is done, or is gone. */
    synchronized void end(Status status) {
        if (!open) {
            return;
        }
        open = false;
        waiting.clear();
        if (!stream.isCancelled()) {
            if (status.isOk()) {
                stream.onCompleted();
            } else {
                stream.onError(status.asRuntimeException());
            }
        }
    }
}
