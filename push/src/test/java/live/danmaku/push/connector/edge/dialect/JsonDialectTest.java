package live.danmaku.push.connector.edge.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.edge.EmbeddedClient;
import live.danmaku.push.connector.edge.EmbeddedEdge;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.link.Encoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonDialectTest {

    private final EmbeddedEdge edge = new EmbeddedEdge();
    private final EmbeddedClient client = edge.json();

    @AfterEach
    void giveBack() {
        edge.close();
    }

    @Test
    void auth_isAnsweredWithItsOpAndACode() {
        JsonNode reply = enter();
        assertThat(reply.get("code").asInt()).isZero();
        assertThat(reply.get("session").asString()).isEqualTo(edge.hub.session().id());
        assertThat(reply.get("cursors").get("room:r1").asString()).isEqualTo("e1-5");
        assertThat(edge.hub.session().encoding()).isEqualTo(Encoding.JSON);
        assertThat(edge.hub.session().client().dialect()).isEqualTo("json");
    }

    @Test
    void requests_areAnsweredWithTheirOp() {
        enter();
        ask("{\"op\":\"heartbeat\"}", "heartbeat", 0);
        ask("{\"op\":\"room\",\"room\":\"r2\"}", "room", 0);
        ask("{\"op\":\"subscribe\",\"topic\":\"area:a\"}", "subscribe", 0);
        ask("{\"op\":\"unsubscribe\",\"topic\":\"area:a\"}", "unsubscribe", 0);
        ask("{\"op\":\"ack\",\"topic\":\"user:42\",\"cursor\":\"e1-6\"}", "ack", 0);
        ask("{\"op\":\"dance\"}", "dance", 400);
        ask("{\"op\":\"room\"}", "room", 400);
        assertThat(edge.hub.asked)
                .containsExactly(
                        "enter r1 e1-5",
                        "changeRoom r2 null",
                        "subscribe area:a null",
                        "unsubscribe area:a",
                        "acknowledge user:42 e1-6");
    }

    @Test
    void heartbeat_tellsTheOnlineCount() {
        enter();
        client.sendText("{\"op\":\"heartbeat\"}");
        assertThat(client.receivedText().get("online").asInt()).isEqualTo(258);
    }

    @Test
    void beforeAuth_allElseIsIgnored() {
        client.sendText("{\"op\":\"heartbeat\"}");
        client.sendText("{\"op\":\"dance\"}");
        assertThat(client.frame()).isNull();
    }

    @Test
    void messages_areText() {
        enter();
        Frame frame = Frame.of(
                Encoding.JSON,
                ByteBuffer.wrap("{\"op\":\"messages\"}".getBytes(StandardCharsets.UTF_8)),
                ByteBufAllocator.DEFAULT);
        edge.hub.session().write(frame);
        frame.release();
        assertThat(client.receivedText().get("op").asString()).isEqualTo("messages");
        edge.hub.session().leftOut(Topic.parse("room:r1"), Cursor.ORIGIN, Cursor.ORIGIN, 2, false);
        JsonNode notice = client.receivedText();
        assertThat(notice.get("op").asString()).isEqualTo("messages");
        assertThat(notice.get("leftOut").asInt()).isEqualTo(2);
        assertThat(notice.has("gap")).isFalse();
    }

    @Test
    void close_isToldAndFramed() {
        enter();
        edge.hub.session().close(CloseReason.of(CloseReason.USE_POLLING, "switched off"));
        JsonNode last = client.receivedText();
        assertThat(last.get("op").asString()).isEqualTo("disconnect");
        assertThat(last.get("code").asInt()).isEqualTo(4007);
        assertThat(client.closeCode()).isEqualTo(4007);
    }

    @Test
    void refusedTicket_is4004() {
        client.sendText("{\"op\":\"auth\",\"ticket\":\"no\",\"room\":\"r1\"}");
        assertThat(client.receivedText().get("code").asInt()).isEqualTo(4004);
        assertThat(client.closeCode()).isEqualTo(4004);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"op\":[]}"})
    void nonsense_is4003(String text) {
        client.sendText(text);
        assertThat(client.receivedText().get("code").asInt()).isEqualTo(4003);
        assertThat(client.closeCode()).isEqualTo(4003);
    }

    @Test
    void deepNonsense_is4003() {
        client.sendText("[".repeat(4_000));
        assertThat(client.receivedText().get("code").asInt()).isEqualTo(4003);
    }

    @Test
    void binary_is1003() {
        client.send(7, "{}");
        assertThat(client.receivedText().get("code").asInt()).isEqualTo(1003);
        assertThat(client.closeCode()).isEqualTo(1003);
    }

    private JsonNode enter() {
        client.sendText("{\"op\":\"auth\",\"ticket\":\"%s\",\"room\":\"r1\",\"cursor\":\"e1-5\"}"
                .formatted(edge.tickets.ofMei()));
        JsonNode reply = client.receivedText();
        assertThat(reply.get("op").asString()).isEqualTo("auth");
        return reply;
    }

    private void ask(String request, String op, int code) {
        client.sendText(request);
        JsonNode reply = client.receivedText();
        assertThat(reply.get("op").asString()).isEqualTo(op);
        assertThat(reply.get("code").asInt()).isEqualTo(code);
    }
}
