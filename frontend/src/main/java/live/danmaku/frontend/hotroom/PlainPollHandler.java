package live.danmaku.frontend.hotroom;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.TimeUnit;
import live.danmaku.web.connection.RequestWatch;
import org.jspecify.annotations.Nullable;

/**
 * Answers polls of hot rooms by the bytes of the request, with the bytes of the response; the HTTP codec, which comes
 * next, never sees them. Everything else goes on untouched. Belongs to one connection.
 *
 * <p>It may do so only where a request begins and no earlier one waits for its answer: otherwise it would answer what
 * is a part of something else, or out of turn. That is so at first, and again after the codec was given bytes and has
 * taken the last of them for the end of a request ({@link #requestEnded}), and {@link HotPollHandler} has seen all
 * answers go out. Once the codec keeps bytes back, nobody here can tell any more where a request begins, so all that
 * follows is the codec's.
 */
final class PlainPollHandler extends ChannelInboundHandlerAdapter {

    private static final long TELL_ALIVE_EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[PlainPoll.MOST_BYTES];
        }
    };

    private final HotPollHandler behind;
    private boolean requestBegins = true;
    private boolean codecKeepsBytes;
    private @Nullable ByteBuf atTheCodec;
    private @Nullable ByteBuf begun;
    private boolean answered;
    private boolean passedOn;
    private long toldAlive;
    private boolean watchKnown;
    private @Nullable RequestWatch watch;

    /** @param behind what stands behind the codec of the same connection */
    PlainPollHandler(HotPollHandler behind) {
        this.behind = behind;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        ByteBuf all = withBegun(bytes);
        if (!requestBegins || !behind.isIdle()) {
            passOn(ctx, all);
            return;
        }
        boolean waits = answerAll(ctx, all);
        if (!all.isReadable()) {
            all.release();
        } else if (waits) {
            begun = all;
        } else {
            passOn(ctx, all);
        }
    }

    /** The beginning of a request and what came now. */
    private ByteBuf withBegun(ByteBuf bytes) {
        @Nullable ByteBuf before = begun;
        if (before == null) {
            return bytes;
        }
        begun = null;
        try {
            return before.alloc()
                    .buffer(before.readableBytes() + bytes.readableBytes())
                    .writeBytes(before)
                    .writeBytes(bytes);
        } finally {
            before.release();
            bytes.release();
        }
    }

    /**
     * Answers as many requests as there are and can be.
     *
     * @return whether the bytes that are left may become such a request; else they begin with one of another kind
     */
    private boolean answerAll(ChannelHandlerContext ctx, ByteBuf bytes) {
        byte[] copy = SCRATCH.get();
        int end = Math.min(bytes.readableBytes(), copy.length);
        bytes.getBytes(bytes.readerIndex(), copy, 0, end);
        int at = 0;
        while (at < end && ctx.channel().isWritable()) {
            @Nullable PlainPoll poll = PlainPoll.parse(copy, at, end);
            @Nullable ByteBuf answer = poll == null ? null : behind.tryAnswer(poll);
            if (poll == null || answer == null) {
                break;
            }
            ctx.write(answer, ctx.voidPromise());
            answered = true;
            at += poll.length();
        }
        bytes.skipBytes(at);
        if (at > 0) {
            tellAnswered(ctx, bytes.isReadable());
        }
        return end == at + bytes.readableBytes() && PlainPoll.isBegun(copy, at, end);
    }

    /** What gives requests a time to arrive in stands before this handler and sees no end of theirs. */
    private void tellAnswered(ChannelHandlerContext ctx, boolean nextBegun) {
        if (!watchKnown) {
            watchKnown = true;
            watch = ctx.pipeline().get(RequestWatch.class);
        }
        if (watch != null) {
            watch.answered(nextBegun);
        }
    }

    private void passOn(ChannelHandlerContext ctx, ByteBuf bytes) {
        passedOn = true;
        requestBegins = false;
        if (codecKeepsBytes) {
            ctx.fireChannelRead(bytes);
            return;
        }
        // A decoder that has none left works on these very bytes, so that they tell how far it is.
        atTheCodec = bytes.retain();
        try {
            ctx.fireChannelRead(bytes);
        } finally {
            atTheCodec = null;
            codecKeepsBytes = bytes.isReadable();
            bytes.release();
        }
    }

    /** The codec has decoded the end of a request and not begun with the next one. */
    void requestEnded() {
        requestBegins = atTheCodec != null && !atTheCodec.isReadable();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        boolean nothingPassedOn = !passedOn && (answered || begun != null);
        passedOn = false;
        if (answered) {
            answered = false;
            ctx.flush();
            tellAlive(ctx);
        }
        if (!nothingPassedOn) {
            ctx.fireChannelReadComplete();
        } else if (!ctx.channel().config().isAutoRead()) {
            ctx.read();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (begun != null) {
            begun.release();
            begun = null;
        }
    }

    /** What closes idle connections stands behind the codec and would take this one for idle. */
    private void tellAlive(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        if (now - toldAlive > TELL_ALIVE_EVERY) {
            toldAlive = now;
            @Nullable IdleStateHandler idle = ctx.pipeline().get(IdleStateHandler.class);
            if (idle != null) {
                idle.resetReadTimeout();
            }
        }
    }
}
