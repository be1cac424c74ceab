package live.danmaku.push.connector.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.connector.edge.connection.Transport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The other end of a connection without a socket. */
public final class EmbeddedClient {

    public final EmbeddedChannel channel;
    private final Transport transport;
    private final JsonMapper json;
    private final EmbeddedChannel toServer = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
    private final EmbeddedChannel fromServer = new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, 65_536));

    /** What the server sent. */
    public record Received(int version, int operation, int sequence, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public int number() {
            return Unpooled.wrappedBuffer(body).readInt();
        }
    }

    EmbeddedClient(EmbeddedChannel channel, Transport transport, JsonMapper json) {
        this.channel = channel;
        this.transport = transport;
        this.json = json;
    }

    void readHandshake() {
        channel.runPendingTasks();
        ByteBuf response = channel.readOutbound();
        assertThat(response.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 101 ");
        response.release();
    }

    public static ByteBuf packet(int version, int operation, int sequence, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Unpooled.buffer()
                .writeInt(16 + bytes.length)
                .writeShort(16)
                .writeShort(version)
                .writeInt(operation)
                .writeInt(sequence)
                .writeBytes(bytes);
    }

    public void send(int operation, String body) {
        send(1, operation, 1, body);
    }

    public void send(int version, int operation, int sequence, String body) {
        ByteBuf packet = packet(version, operation, sequence, body);
        if (transport == Transport.TCP) {
            sendBytes(packet);
        } else {
            sendFrame(new BinaryWebSocketFrame(packet));
        }
    }

    public void sendText(String text) {
        sendFrame(new TextWebSocketFrame(text));
    }

    public void sendFrame(WebSocketFrame frame) {
        toServer.writeOutbound(frame);
        @Nullable ByteBuf bytes;
        while ((bytes = toServer.readOutbound()) != null) {
            sendBytes(bytes);
        }
    }

    public void sendBytes(ByteBuf bytes) {
        channel.writeInbound(bytes);
        channel.runPendingTasks();
    }

    private ByteBuf readBytes() {
        channel.runPendingTasks();
        ByteBuf all = Unpooled.buffer();
        @Nullable ByteBuf bytes;
        while ((bytes = channel.readOutbound()) != null) {
            all.writeBytes(bytes);
            bytes.release();
        }
        return all;
    }

    /** The next frame; null when there is none. */
    public @Nullable WebSocketFrame frame() {
        ByteBuf bytes = readBytes();
        if (bytes.isReadable()) {
            fromServer.writeInbound(bytes);
        }
        return fromServer.readInbound();
    }

    /** The next frame, which has to be there. */
    public WebSocketFrame receivedFrame() {
        return Objects.requireNonNull(frame(), "a frame");
    }

    /** The next packet, of those that came together; null when there is none. */
    public @Nullable Received receive() {
        if (transport == Transport.TCP) {
            pending.writeBytes(readBytes());
        } else if (!pending.isReadable()) {
            @Nullable WebSocketFrame frame = frame();
            if (frame != null) {
                assertThat(frame).isInstanceOf(BinaryWebSocketFrame.class);
                pending.writeBytes(frame.content());
                frame.release();
            }
        }
        if (!pending.isReadable()) {
            return null;
        }
        int length = pending.readInt();
        assertThat(pending.readShort()).isEqualTo((short) 16);
        return new Received(
                pending.readShort(),
                pending.readInt(),
                pending.readInt(),
                ByteBufUtil.getBytes(pending.readSlice(length - 16)));
    }

    private final ByteBuf pending = Unpooled.buffer();

    /** The next packet, which has to be there. */
    public Received received() {
        return Objects.requireNonNull(receive(), "a packet");
    }

    /** The next text, which has to be there, as JSON. */
    public JsonNode receivedText() {
        WebSocketFrame frame = receivedFrame();
        assertThat(frame).isInstanceOf(TextWebSocketFrame.class);
        try {
            return json.readTree(frame.content().toString(StandardCharsets.UTF_8));
        } finally {
            frame.release();
        }
    }

    /** The code of the close frame that is next. */
    public int closeCode() {
        WebSocketFrame frame = receivedFrame();
        assertThat(frame).isInstanceOf(CloseWebSocketFrame.class);
        try {
            return ((CloseWebSocketFrame) frame).statusCode();
        } finally {
            frame.release();
        }
    }

    public JsonNode json(Received packet) {
        return json.readTree(packet.text());
    }

    /** Does this within one turn of the loop: only while it reads, an embedded channel runs no tasks. */
    public void turn(Runnable work) {
        ChannelInboundHandlerAdapter worker = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                work.run();
            }
        };
        channel.pipeline().addFirst(worker);
        channel.writeInbound(work);
        if (channel.isOpen()) {
            channel.pipeline().remove(worker);
        }
    }

    /** Lets time go by. */
    public void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }
}
