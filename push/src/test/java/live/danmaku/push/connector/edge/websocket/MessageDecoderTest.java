package live.danmaku.push.connector.edge.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.edge.packet.MessageWatch;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {

    private static final MessageLimits LIMITS = new MessageLimits(100, 4);

    private final EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
    private boolean waiting;
    private final EmbeddedChannel server = new EmbeddedChannel(new MessageDecoder(LIMITS.config(), LIMITS, watch()));

    private MessageWatch watch() {
        return new MessageWatch() {
            @Override
            public void waiting() {
                waiting = true;
            }

            @Override
            public void whole() {
                waiting = false;
            }
        };
    }

    @Test
    void fragments_becomeOneMessage_withControlFramesBetweenThem() {
        send(new TextWebSocketFrame(false, 0, "ab"));
        assertThat(waiting).isTrue();
        send(new PingWebSocketFrame());
        assertThat(waiting).isTrue();
        send(new ContinuationWebSocketFrame(false, 0, "cd"));
        send(new ContinuationWebSocketFrame(true, 0, "ef"));
        assertThat(waiting).isFalse();

        WebSocketFrame ping = server.readInbound();
        assertThat(ping).isInstanceOf(PingWebSocketFrame.class);
        WebSocketFrame message = server.readInbound();
        assertThat(message).isInstanceOf(TextWebSocketFrame.class);
        assertThat(message.isFinalFragment()).isTrue();
        assertThat(message.content().toString(StandardCharsets.UTF_8)).isEqualTo("abcdef");
        message.release();
        ping.release();
    }

    @Test
    void tooManyFragments_evenEmptyOnes_break() {
        send(new BinaryWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER));
        for (int i = 0; i < 3; i++) {
            send(new ContinuationWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER));
        }
        assertThatThrownBy(() -> send(new ContinuationWebSocketFrame(true, 0, Unpooled.EMPTY_BUFFER)))
                .isInstanceOfSatisfying(
                        BrokenProtocolException.class,
                        e -> assertThat(e.reason().code()).isEqualTo(4003));
    }

    @Test
    void fragmentsThatAreTooMuchTogether_break() {
        send(new BinaryWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[60])));
        assertThatThrownBy(() -> send(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[60]))))
                .isInstanceOfSatisfying(
                        BrokenProtocolException.class,
                        e -> assertThat(e.reason().code()).isEqualTo(1009));
    }

    @Test
    void frameThatIsTooMuch_breaks_byItsHeader() {
        ByteBuf header = Unpooled.buffer().writeByte(0x82).writeByte(0x80 | 101);
        assertThatThrownBy(() -> server.writeInbound(header))
                .isInstanceOfSatisfying(
                        CorruptedWebSocketFrameException.class,
                        e -> assertThat(e.closeStatus().code()).isEqualTo(1009));
    }

    @Test
    void textThatIsNone_breaks_alsoWhenOnlyItsFirstPartIsThere() {
        send(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[] {'a', (byte) 0xe4, (byte) 0xb8})));
        assertThatThrownBy(() -> send(
                        new ContinuationWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[] {(byte) 0xff}))))
                .isInstanceOfSatisfying(
                        BrokenProtocolException.class,
                        e -> assertThat(e.reason().code()).isEqualTo(1007));
    }

    @Test
    void textCutInACharacter_isText() {
        byte[] text = "直播".getBytes(StandardCharsets.UTF_8);
        send(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(text, 0, 4)));
        send(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(text, 4, 2)));
        WebSocketFrame message = server.readInbound();
        assertThat(message.content().toString(StandardCharsets.UTF_8)).isEqualTo("直播");
        message.release();
    }

    @Test
    void halfAFrame_isWaitedFor() {
        server.writeInbound(Unpooled.buffer().writeByte(0x82));
        assertThat(waiting).isTrue();
    }

    @Test
    void unmaskedFrame_breaks() {
        assertThatThrownBy(() ->
                        server.writeInbound(Unpooled.buffer().writeByte(0x82).writeByte(0)))
                .isInstanceOf(CorruptedWebSocketFrameException.class);
    }

    @Test
    void afterAMistake_allIsThrownAway() {
        assertThatThrownBy(() -> send(new TextWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {(byte) 0xff}))))
                .isInstanceOf(BrokenProtocolException.class);
        send(new TextWebSocketFrame("late"));
        assertThat(server.<WebSocketFrame>readInbound()).isNull();
    }

    private void send(WebSocketFrame frame) {
        client.writeOutbound(frame);
        ByteBuf bytes;
        while ((bytes = client.readOutbound()) != null) {
            server.writeInbound(bytes);
        }
    }
}
