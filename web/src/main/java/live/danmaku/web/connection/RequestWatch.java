package live.danmaku.web.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request takes too long to arrive, from its first byte on: no byte that comes now and then
 * gives it more time. Only the time in which the client is waited for counts, not that in which nothing is read because
 * what came is still worked on. The first handler of a connection, to which it belongs.
 */
public final class RequestWatch extends ChannelDuplexHandler {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long timeoutNanos;
    private final long leastRate;
    private final Runnable refused;

    private boolean begun;
    private long bytes;
    private boolean waiting;
    private long waitingSince;
    private long waitedNanos;
    private @Nullable Future<?> nextLook;

    /**
     * @param timeoutNanos how long a client may be waited for
     * @param leastRate for each so many bytes a second longer
     * @param refused counts those that are closed
     */
    RequestWatch(long timeoutNanos, long leastRate, Runnable refused) {
        this.timeoutNanos = timeoutNanos;
        this.leastRate = leastRate;
        this.refused = refused;
    }

    /** Stands right behind the codec, where the ends of requests are known. */
    ChannelHandler ends() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                if (message instanceof LastHttpContent) {
                    begun = false;
                }
                ctx.fireChannelRead(message);
            }
        };
    }

    /**
     * A request was answered before the codec.
     *
     * @param nextBegun whether the next one has begun
     */
    public void answered(boolean nextBegun) {
        begun = nextBegun;
        bytes = 0;
        waitedNanos = 0;
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!waiting) {
            waiting = true;
            waitingSince = System.nanoTime();
        }
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!begun) {
            begun = true;
            bytes = 0;
            waitedNanos = 0;
            if (nextLook == null) {
                schedule(ctx, timeoutNanos);
            }
        } else if (waiting) {
            waitedNanos += System.nanoTime() - waitingSince;
        }
        waiting = false;
        bytes += message instanceof ByteBuf read ? read.readableBytes() : 0;
        ctx.fireChannelRead(message);
    }

    private void schedule(ChannelHandlerContext ctx, long nanos) {
        nextLook = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    /** Not to keep a closed connection in memory until the time is up. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (nextLook != null) {
            nextLook.cancel(false);
            nextLook = null;
        }
    }

    private void look(ChannelHandlerContext ctx) {
        nextLook = null;
        if (!begun || !ctx.channel().isOpen()) {
            return;
        }
        long waited = waitedNanos + (waiting ? System.nanoTime() - waitingSince : 0);
        long left = timeoutNanos + bytes * SECOND_NANOS / leastRate - waited;
        if (left <= 0 && waiting) {
            refused.run();
            ctx.close();
        } else {
            schedule(ctx, waiting ? left : Math.max(left, LOOK_AGAIN_NANOS));
        }
    }
}
