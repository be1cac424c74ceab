package live.danmaku.push.connector.edge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import live.danmaku.push.connector.edge.EmbeddedEdge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {

    private final EmbeddedEdge edge = new EmbeddedEdge();

    @AfterEach
    void giveBack() {
        edge.close();
    }

    @Test
    void goodRequest_opensAWebSocket_andNothingOfHttpIsLeft() {
        EmbeddedChannel channel = edge.http();
        assertThat(ask(channel, EmbeddedEdge.upgrade()))
                .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                .contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                .doesNotContain("sec-websocket-extensions");
        List<String> handlers = channel.pipeline().toMap().values().stream()
                .map(handler -> handler.getClass().getSimpleName())
                .toList();
        assertThat(handlers).containsExactly("MessageDecoder", "Connection");
    }

    @Test
    void whatComesRightAfterTheRequest_isHeard() {
        EmbeddedChannel channel = edge.http();
        ByteBuf ping = Unpooled.wrappedBuffer(new byte[] {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0});
        channel.writeInbound(
                Unpooled.wrappedBuffer(Unpooled.copiedBuffer(EmbeddedEdge.upgrade(), StandardCharsets.UTF_8), ping));
        channel.runPendingTasks();
        channel.<ByteBuf>readOutbound().release();
        ByteBuf pong = channel.readOutbound();
        assertThat(pong.getUnsignedByte(0)).isEqualTo((short) 0x8a);
        pong.release();
    }

    @Test
    void subprotocol_isConfirmed() {
        assertThat(ask(edge.http(), EmbeddedEdge.upgrade("Sec-WebSocket-Protocol: other, danmaku.json.v1")))
                .contains("sec-websocket-protocol: danmaku.json.v1\r\n");
        assertThat(ask(edge.http(), EmbeddedEdge.upgrade("Sec-WebSocket-Protocol: other")))
                .startsWith("HTTP/1.1 101 ")
                .doesNotContain("sec-websocket-protocol");
    }

    @Test
    void pageThatMayNot_is403() {
        EmbeddedChannel channel = edge.http();
        assertThat(ask(channel, EmbeddedEdge.upgrade("Origin: https://evil.example.com")))
                .startsWith("HTTP/1.1 403 ");
        assertThat(channel.isOpen()).isFalse();
        assertThat(edge.refused("origin")).isEqualTo(1);
    }

    @Test
    void pageThatMay_isLetIn() {
        assertThat(ask(edge.http(), EmbeddedEdge.upgrade("Origin: https://live.example.com")))
                .startsWith("HTTP/1.1 101 ");
    }

    @ParameterizedTest
    @CsvSource({
        "'/sub','/other',404",
        "'GET','POST',405",
        "'Version: 13','Version: 8',426",
        "'Upgrade: websocket','Upgrade: h2c',426",
        "'Connection: Upgrade','Connection: close',426",
        "'Sec-WebSocket-Key','Other',426"
    })
    void otherRequests_areRefusedAndEnd(String good, String bad, int status) {
        EmbeddedChannel channel = edge.http();
        assertThat(ask(channel, EmbeddedEdge.upgrade().replace(good, bad))).startsWith("HTTP/1.1 " + status);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void nonsense_isABadRequest() {
        assertThat(ask(edge.http(), "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void longHead_is431() {
        assertThat(ask(edge.http(), EmbeddedEdge.upgrade("X: " + "x".repeat(9_000))))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void addressThatOpensTooFast_is429() {
        for (int i = 0; i < 100; i++) {
            EmbeddedChannel channel = edge.http();
            ask(channel, EmbeddedEdge.upgrade());
            channel.close();
        }
        String refused = "";
        // The second may just have ended.
        for (int i = 0; i < 110 && !refused.startsWith("HTTP/1.1 429 "); i++) {
            EmbeddedChannel channel = edge.http();
            refused = ask(channel, EmbeddedEdge.upgrade());
            channel.close();
        }
        assertThat(refused).startsWith("HTTP/1.1 429 ").contains("retry-after: 1\r\n");
    }

    private static String ask(EmbeddedChannel channel, String request) {
        channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.UTF_8));
        channel.runPendingTasks();
        StringBuilder response = new StringBuilder();
        ByteBuf bytes;
        while ((bytes = channel.readOutbound()) != null) {
            response.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return response.toString();
    }
}
