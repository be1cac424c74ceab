package live.danmaku.push.pusher.link;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import live.danmaku.push.link.v1.LinkGrpc;
import org.jspecify.annotations.Nullable;

/** A connector's end of a link over a real socket, which keeps what it hears. */
public final class ConnectorEnd implements AutoCloseable {

    /** What was heard, in order. */
    public final List<FromPusher> heard = new CopyOnWriteArrayList<>();

    /** Completes when the pusher has ended the stream. */
    public final CompletableFuture<Status> ended = new CompletableFuture<>();

    private final ManagedChannel channel;
    private volatile @Nullable ClientCallStreamObserver<FromConnector> stream;

    private ConnectorEnd(int port) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(16 << 20)
                .build();
    }

    /** One that takes whatever comes. */
    public static ConnectorEnd connect(int port) {
        ConnectorEnd end = new ConnectorEnd(port);
        LinkGrpc.newStub(end.channel).connect(end.new Hearing(true));
        return end;
    }

    /** One that takes only what it {@link #take asks for}. */
    public static ConnectorEnd connectSlow(int port) {
        ConnectorEnd end = new ConnectorEnd(port);
        LinkGrpc.newStub(end.channel).connect(end.new Hearing(false));
        return end;
    }

    /** Says hello. */
    public ConnectorEnd hello(String node) {
        say(FromConnector.newBuilder()
                .setHello(Hello.newBuilder().setNode(node))
                .build());
        return this;
    }

    public void say(FromConnector message) {
        stream().onNext(message);
    }

    /** Takes so many messages more. */
    public void take(int messages) {
        stream().request(messages);
    }

    /** Says that it is done. */
    public void complete() {
        stream().onCompleted();
    }

    private ClientCallStreamObserver<FromConnector> stream() {
        ClientCallStreamObserver<FromConnector> open = stream;
        if (open == null) {
            throw new IllegalStateException("not connected (expected: connect() before)");
        }
        return open;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Hearing implements ClientResponseObserver<FromConnector, FromPusher> {

        private final boolean automatic;

        Hearing(boolean automatic) {
            this.automatic = automatic;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<FromConnector> requests) {
            stream = requests;
            if (!automatic) {
                requests.disableAutoRequestWithInitial(1);
            }
        }

        @Override
        public void onNext(FromPusher message) {
            heard.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            ended.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            ended.complete(Status.OK);
        }
    }
}
