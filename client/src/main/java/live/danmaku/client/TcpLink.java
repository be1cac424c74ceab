package live.danmaku.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Over TCP, without a thread of its own. */
final class TcpLink implements PushLink {

    private static final int READ_BYTES = 64 * 1024;

    private final InetSocketAddress address;
    private final Listener listener;
    private final ByteBuffer incoming = ByteBuffer.allocate(READ_BYTES);
    private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
    private @Nullable AsynchronousSocketChannel channel;
    private boolean writing;
    private boolean over;

    /** @param address {@code host:port} */
    TcpLink(String address, Listener listener) {
        int colon = address.lastIndexOf(':');
        this.address = new InetSocketAddress(
                address.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(address.substring(colon + 1)));
        this.listener = listener;
    }

    @Override
    public void open() {
        try {
            AsynchronousSocketChannel opening = AsynchronousSocketChannel.open();
            synchronized (this) {
                channel = opening;
            }
            opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opening.connect(address, null, done(nothing -> {
                listener.opened();
                read(opening);
            }));
        } catch (IOException | RuntimeException e) {
            end(e.toString());
        }
    }

    private void read(AsynchronousSocketChannel from) {
        from.read(incoming.clear(), null, done(count -> {
            if (count < 0) {
                end("the server has closed the connection");
                return;
            }
            listener.received(incoming.flip());
            read(from);
        }));
    }

    @Override
    public synchronized void send(ByteBuffer packet) {
        outgoing.add(packet);
        write();
    }

    private synchronized void write() {
        if (writing || over || channel == null || outgoing.isEmpty()) {
            return;
        }
        writing = true;
        channel.write(outgoing.element(), null, done(count -> {
            synchronized (this) {
                writing = false;
                if (!outgoing.element().hasRemaining()) {
                    outgoing.remove();
                }
            }
            write();
        }));
    }

    @Override
    public void close() {
        end("closed");
    }

    private void end(String why) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException e) {
                    // It is gone all the same.
                }
            }
        }
        listener.ended(why);
    }

    private <T> CompletionHandler<T, Void> done(Consumer<T> then) {
        return new CompletionHandler<>() {
            @Override
            public void completed(T result, Void nothing) {
                try {
                    then.accept(result);
                } catch (RuntimeException e) {
                    end(e.toString());
                }
            }

            @Override
            public void failed(Throwable failure, Void nothing) {
                end(failure.toString());
            }
        };
    }
}
