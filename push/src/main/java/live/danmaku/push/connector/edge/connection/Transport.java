package live.danmaku.push.connector.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.Locale;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;

/** What differs between WebSocket and plain TCP once bytes go out. The server masks nothing, so a header is all there is. */
public enum Transport {
    WEB_SOCKET {
        @Override
        int begin(Frame frame) {
            return 0;
        }

        @Override
        ByteBuf compose(ByteBufAllocator allocator, int length, boolean text) {
            return header(allocator, text ? TEXT : BINARY, length);
        }

        @Override
        void end(ChannelHandlerContext ctx, CloseReason reason, boolean broken) {
            ByteBuf text = ByteBufUtil.writeUtf8(ctx.alloc(), reason.text());
            int length = wholeCharacters(text, MOST_CLOSE_TEXT);
            ByteBuf close = header(ctx.alloc(), CLOSE, CODE_BYTES + length)
                    .writeShort(reason.code())
                    .writeBytes(text, length);
            text.release();
            if (broken) {
                ctx.writeAndFlush(close).addListener((ChannelFutureListener) Transport::endOutput);
            } else {
                ctx.writeAndFlush(close, ctx.voidPromise());
            }
        }
    },
    TCP {
        @Override
        int begin(Frame frame) {
            return frame.packetsAt();
        }

        @Override
        ByteBuf compose(ByteBufAllocator allocator, int length, boolean text) {
            return allocator.buffer(length);
        }

        @Override
        void end(ChannelHandlerContext ctx, CloseReason reason, boolean broken) {
            // What the client still sends is read until it ends: closing with unread bytes would take the last word
            // away.
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) Transport::endOutput);
        }
    };

    private static final int FIN = 0x80;
    private static final int TEXT = FIN | 1;
    private static final int BINARY = FIN | 2;
    private static final int CLOSE = FIN | 8;
    private static final int PONG = FIN | 10;

    private static final int SHORT = 125;
    private static final int MOST = 0xffff;
    private static final int CODE_BYTES = 2;
    private static final int MOST_CLOSE_TEXT = SHORT - CODE_BYTES;

    private final String label = name().toLowerCase(Locale.ROOT).replace("_", "");

    /** The index in the frame's bytes from which on this transport sends them. */
    abstract int begin(Frame frame);

    /** The frame as this transport sends it, with a reference of its own. */
    final ByteBuf bytes(Frame frame) {
        return frame.from(begin(frame));
    }

    /**
     * A buffer that holds what goes before a message of this length, with room for the message.
     *
     * @throws BrokenProtocolException with the code of a message that is too big, when it does not fit a frame
     */
    abstract ByteBuf compose(ByteBufAllocator allocator, int length, boolean text);

    /**
     * Says that nothing more will be said; the client is then given some time to end as well.
     *
     * @param broken whether what the client still says cannot be understood, an answer to this among it
     */
    abstract void end(ChannelHandlerContext ctx, CloseReason reason, boolean broken);

    /** {@code websocket} or {@code tcp}. */
    public String label() {
        return label;
    }

    static ByteBuf pong(ByteBufAllocator allocator, ByteBuf payload) {
        return header(allocator, PONG, payload.readableBytes()).writeBytes(payload);
    }

    /** The answer to a client's close. @param status the client's code; negative for none */
    static ByteBuf closed(ByteBufAllocator allocator, int status) {
        return status < 0
                ? header(allocator, CLOSE, 0)
                : header(allocator, CLOSE, CODE_BYTES).writeShort(status);
    }

    private static ByteBuf header(ByteBufAllocator allocator, int first, int length) {
        if (length > MOST) {
            throw new BrokenProtocolException(
                    WebSocketCloseStatus.MESSAGE_TOO_BIG.code(),
                    "frame of %,d bytes (expected: at most %,d)".formatted(length, MOST));
        }
        ByteBuf bytes = allocator.buffer(4 + length).writeByte(first);
        return length <= SHORT ? bytes.writeByte(length) : bytes.writeByte(126).writeShort(length);
    }

    private static int wholeCharacters(ByteBuf text, int most) {
        int end = Math.min(most, text.readableBytes());
        while (end > 0 && end < text.readableBytes() && (text.getByte(text.readerIndex() + end) & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }

    private static void endOutput(ChannelFuture written) {
        if (written.isSuccess() && written.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput();
        }
    }
}
