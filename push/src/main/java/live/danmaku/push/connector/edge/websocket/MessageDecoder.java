package live.danmaku.push.connector.edge.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.edge.packet.MessageWatch;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into WebSocket messages: binary and text frames that are final, and control frames. Fragments are put
 * together, up to a number of bytes and of fragments. Text is UTF-8. After the first mistake everything is thrown away.
 */
public final class MessageDecoder extends WebSocket13FrameDecoder {

    private final MessageLimits limits;
    private final MessageWatch watch;
    private @Nullable ByteBuf fragments;
    private int fragmentCount;
    private boolean text;
    private boolean broken;

    /** @param config as the limits make it; shared, as there are many decoders */
    MessageDecoder(WebSocketDecoderConfig config, MessageLimits limits, MessageWatch watch) {
        super(config);
        this.limits = limits;
        this.watch = watch;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int before = out.size();
        super.decode(ctx, in, out);
        if (out.size() == before) {
            watch.waiting();
            return;
        }
        WebSocketFrame frame = (WebSocketFrame) out.remove(before);
        try {
            @Nullable WebSocketFrame message = message(ctx, frame);
            if (message != null) {
                out.add(message);
            }
        } catch (BrokenProtocolException e) {
            broken = true;
            in.skipBytes(in.readableBytes());
            throw e;
        } finally {
            frame.release();
        }
        if (fragments == null) {
            watch.whole();
        } else {
            watch.waiting();
        }
    }

    /** The message that this frame makes whole, with a reference of its own; null while more fragments are to come. */
    private @Nullable WebSocketFrame message(ChannelHandlerContext ctx, WebSocketFrame frame) {
        boolean continues = frame instanceof ContinuationWebSocketFrame;
        boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        if (!continues && !begins) {
            return frame.retain();
        }
        if (begins) {
            text = frame instanceof TextWebSocketFrame;
            fragmentCount = 0;
            if (frame.isFinalFragment()) {
                requireText(frame.content(), true);
                return frame.retain();
            }
        }
        return append(ctx, frame);
    }

    private @Nullable WebSocketFrame append(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (++fragmentCount > limits.mostFragments()) {
            throw new BrokenProtocolException(
                    "a message in more than %d fragments (expected: fewer)".formatted(limits.mostFragments()));
        }
        ByteBuf whole = fragments;
        if (whole == null) {
            whole = ctx.alloc().buffer(frame.content().readableBytes());
            fragments = whole;
        }
        if (whole.readableBytes() + frame.content().readableBytes() > limits.mostBytes()) {
            throw new BrokenProtocolException(
                    WebSocketCloseStatus.MESSAGE_TOO_BIG.code(),
                    "a message of more than %,d bytes".formatted(limits.mostBytes()));
        }
        whole.writeBytes(frame.content());
        requireText(whole, frame.isFinalFragment());
        if (!frame.isFinalFragment()) {
            return null;
        }
        fragments = null;
        return text ? new TextWebSocketFrame(whole) : new BinaryWebSocketFrame(whole);
    }

    private void requireText(ByteBuf bytes, boolean whole) {
        if (text && !Utf8.isText(bytes, whole)) {
            throw new BrokenProtocolException(WebSocketCloseStatus.INVALID_PAYLOAD_DATA.code(), "text is no UTF-8");
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }
}
