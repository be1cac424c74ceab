package live.danmaku.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection that counts the messages it gets. For the load thread. */
final class Subscriber extends ByteToMessageDecoder {

    private static final int PING = 9;
    private static final int CLOSE = 8;
    private static final int MASKED = 0x80;

    private final String upgrade;
    private final @Nullable ByteBuf greeting;
    private final Deliveries deliveries;
    private final boolean timed;
    private final Consumer<@Nullable Throwable> ready;
    private boolean upgraded;
    private boolean open;

    /**
     * @param greeting the payload of the first frame; released here
     * @param timed whether the delays of its messages are looked at
     * @param ready told when the connection is in its room, or why it is not
     */
    Subscriber(
            String authority,
            String path,
            @Nullable ByteBuf greeting,
            Deliveries deliveries,
            boolean timed,
            Consumer<@Nullable Throwable> ready) {
        this.upgrade = ("GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .formatted(path, authority);
        this.greeting = greeting;
        this.deliveries = deliveries;
        this.timed = timed;
        this.ready = ready;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ByteBuf request = context.alloc().buffer(upgrade.length());
        request.writeCharSequence(upgrade, US_ASCII);
        context.writeAndFlush(request, context.voidPromise());
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws IOException {
        if (!upgraded) {
            if (!takeHead(context, in)) {
                return;
            }
        }
        while (takeFrame(context, in)) {
            // on to the next one
        }
    }

    private boolean takeHead(ChannelHandlerContext context, ByteBuf in) throws IOException {
        String head = in.toString(US_ASCII);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + head.lines().findFirst().orElse(""));
        }
        in.skipBytes(end + 4);
        upgraded = true;
        if (greeting == null) {
            becomeOpen();
        } else {
            context.writeAndFlush(frame(context, greeting), context.voidPromise());
            greeting.release();
        }
        return true;
    }

    private void becomeOpen() {
        open = true;
        ready.accept(null);
    }

    private boolean takeFrame(ChannelHandlerContext context, ByteBuf in) throws IOException {
        int at = in.readerIndex();
        if (in.readableBytes() < 2) {
            return false;
        }
        int length = in.getByte(at + 1) & 0x7f;
        int head = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (in.readableBytes() < head) {
            return false;
        }
        if (head == 4) {
            length = in.getUnsignedShort(at + 2);
        } else if (head == 10) {
            length = Math.toIntExact(in.getLong(at + 2));
        }
        if (in.readableBytes() < head + length) {
            return false;
        }
        int kind = in.getByte(at) & 0x0f;
        if (kind == CLOSE) {
            throw new IOException("closed by the server: "
                    + in.toString(at + head, length, US_ASCII).replaceAll("[^ -~]", "?"));
        }
        if (kind == PING) {
            ByteBuf pong = frame(context, in.slice(at + head, length));
            pong.setByte(0, 0x8a);
            context.writeAndFlush(pong, context.voidPromise());
        } else if (!open) {
            becomeOpen();
        } else {
            count(in, at + head, at + head + length);
        }
        in.skipBytes(head + length);
        return true;
    }

    private void count(ByteBuf in, int begin, int end) {
        int found = Marker.find(in, begin, end);
        if (found < 0) {
            return;
        }
        long now = timed ? Marker.now() : 0;
        deliveries.frame();
        if (timed) {
            deliveries.appended(AppendTime.of(in, begin, end));
        }
        while (found >= 0) {
            deliveries.message();
            if (timed) {
                deliveries.delay(now - Marker.read(in, found));
            }
            found = Marker.find(in, found + Marker.DIGITS + 1, end);
        }
    }

    /** A masked binary frame; the mask is zero, so the payload stays as it is. */
    static ByteBuf frame(ChannelHandlerContext context, ByteBuf payload) {
        int length = payload.readableBytes();
        ByteBuf frame = context.alloc().buffer(length + 8);
        frame.writeByte(0x82);
        if (length < 126) {
            frame.writeByte(MASKED | length);
        } else {
            frame.writeByte(MASKED | 126).writeShort(length);
        }
        return frame.writeInt(0).writeBytes(payload, payload.readerIndex(), length);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ready.accept(cause);
        context.close();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        open = false;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ready.accept(new IOException("the server closed a subscriber's connection"));
    }
}
