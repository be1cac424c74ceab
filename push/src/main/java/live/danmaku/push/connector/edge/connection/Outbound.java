package live.danmaku.push.connector.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.Socket;
import live.danmaku.push.connector.session.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a connection. What is written in one turn of the loop goes out together when the turn ends. A frame that
 * is alone by then, which is what most are, goes straight from its shared bytes to the socket; everything else, and what a
 * socket does not take, waits in the channel's own queue. A frame that goes straight allocates nothing, and touches nothing
 * of a connection but this and its socket: with thousands of connections each object touched comes from main memory.
 */
abstract class Outbound extends ChannelInboundHandlerAdapter {

    private final EdgeLoop loop;
    private final Transport transport;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Socket socket;
    /** Nothing waits before it; the loop holds it for this turn. */
    private @Nullable Frame alone;

    /** Whether something may wait in the channel's queue. */
    private boolean queued = true;

    private boolean unflushed;

    Outbound(EdgeLoop loop, Transport transport) {
        this.loop = loop;
        this.transport = transport;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        socket = DirectSocket.of(ctx.channel());
    }

    final EdgeLoop edgeLoop() {
        return loop;
    }

    final Transport transport() {
        return transport;
    }

    final ChannelHandlerContext context() {
        @Nullable ChannelHandlerContext known = context;
        if (known == null) {
            throw new IllegalStateException("not yet there");
        }
        return known;
    }

    /** Sends an answer. Takes over the reference. */
    public final void send(ByteBuf bytes) {
        queueAlone();
        queue(bytes);
        flushLater();
    }

    final void sendShared(Frame frame) {
        if (socket != null && alone == null && queuedBytes() == 0) {
            alone = frame;
            loop.hold(frame);
        } else {
            queueAlone();
            queue(transport.bytes(frame));
        }
        flushLater();
    }

    /** Whatever is written to the context from now on comes after what was sent. */
    final void queueAlone() {
        @Nullable Frame frame = alone;
        if (frame != null) {
            alone = null;
            queue(transport.bytes(frame));
        }
    }

    private void queue(ByteBuf bytes) {
        queued = true;
        loop.sent(bytes.readableBytes());
        context().write(bytes, context().voidPromise());
    }

    public final long pendingBytes() {
        @Nullable Frame frame = alone;
        return frame == null ? queuedBytes() : frame.size();
    }

    private long queuedBytes() {
        if (!queued) {
            return 0;
        }
        @Nullable ChannelOutboundBuffer queue = context().channel().unsafe().outboundBuffer();
        long bytes = queue == null ? 0 : queue.totalPendingWriteBytes();
        queued = bytes > 0;
        return bytes;
    }

    private void flushLater() {
        if (!unflushed) {
            unflushed = true;
            loop.flushLater(this);
        }
    }

    final void flush() {
        unflushed = false;
        @Nullable Frame frame = alone;
        @Nullable Socket direct = socket;
        if (frame == null || direct == null) {
            context().flush();
        } else {
            alone = null;
            sendStraight(frame, direct);
        }
    }

    private void sendStraight(Frame frame, Socket direct) {
        int begin = transport.begin(frame);
        int taken = DirectSocket.send(direct, frame.bytes(), begin);
        loop.sent(taken);
        if (begin + taken < frame.size()) {
            queue(frame.from(begin + taken));
            context().flush();
        }
    }
}
