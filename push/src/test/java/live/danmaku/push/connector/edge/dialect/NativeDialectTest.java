package live.danmaku.push.connector.edge.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Map;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.edge.EmbeddedClient;
import live.danmaku.push.connector.edge.EmbeddedClient.Received;
import live.danmaku.push.connector.edge.EmbeddedEdge;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.link.Encoding;
import live.danmaku.web.token.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class NativeDialectTest {

    private final EmbeddedEdge edge = new EmbeddedEdge();
    private final EmbeddedClient client = edge.webSocket();

    @AfterEach
    void giveBack() {
        edge.close();
    }

    @Test
    void auth_isAnsweredWithSessionHeartbeatAndCursors() {
        client.send(0, 7, 5, auth(edge.tickets.ofMei(), "'room':'r1','cursor':'e1-5'"));
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(8);
        assertThat(reply.sequence()).isEqualTo(5);
        JsonNode body = client.json(reply);
        assertThat(body.get("code").asInt()).isZero();
        assertThat(body.get("session").asString()).isEqualTo(edge.hub.session().id());
        assertThat(body.get("heartbeatMs").asInt()).isEqualTo(30_000);
        assertThat(body.get("cursors").get("room:r1").asString()).isEqualTo("e1-5");
        assertThat(edge.hub.asked).containsExactly("enter r1 e1-5");
    }

    @Test
    void client_isWhomTheTicketNames() {
        client.send(7, auth(edge.tickets.ofMei(Role.HOST), "'room':'r1','acks':true"));
        Client known = edge.hub.session().client();
        assertThat(known.user()).isEqualTo(new Sender(new UserId("42"), "Mei"));
        assertThat(known.device()).isEqualTo("phone-1");
        assertThat(known.once()).isNotEmpty();
        assertThat(known.onceForMs()).isBetween(60_000L, 90_001L);
        assertThat(known.dialect()).isEqualTo("native");
        assertThat(known.address().address()).isEqualTo(EmbeddedEdge.ADDRESS);
        assertThat(edge.hub.session().acknowledges()).isTrue();
    }

    @Test
    void ticketOfNobody_isReadOnly_andMayBeUsedAgain() {
        client.send(7, auth(edge.tickets.anonymous(), "'room':'r1'"));
        assertThat(edge.hub.session().client().user()).isNull();
        assertThat(edge.hub.session().client().once()).isNull();
    }

    @Test
    void withoutARoom_itEntersNone() {
        client.send(7, auth(edge.tickets.ofMei(), "'acks':true"));
        assertThat(edge.hub.asked).containsExactly("enter null null");
        client.received();
        client.send(2, "");
        assertThat(client.received().number()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'\"br\",\"deflate\"',NATIVE_BROTLI", "'\"deflate\"',NATIVE_ZLIB", "'',NATIVE", "'\"gzip\"',NATIVE"})
    void encoding_isTheBestAccepted(String accepted, Encoding encoding) {
        client.send(7, auth(edge.tickets.anonymous(), "'room':'r1','accept':[" + accepted + "]"));
        assertThat(edge.hub.session().encoding()).isEqualTo(encoding);
    }

    @Test
    void beforeAuth_allElseIsIgnored() {
        client.send(2, "");
        client.send(99, "");
        client.send(12, "{}");
        assertThat(client.receive()).isNull();
        assertThat(client.channel.isOpen()).isTrue();
    }

    @Test
    void whileTheHubIsAsked_allIsIgnored_andTheAnswerGoesFirst() {
        edge.hub.answerLater();
        client.send(7, auth(edge.tickets.anonymous(), "'room':'r1'"));
        client.send(7, auth(edge.tickets.anonymous(), "'room':'r2'"));
        client.send(2, "");
        write("early");
        assertThat(client.receive()).isNull();

        edge.hub.waiting.get(0).complete(Admission.to(Map.of()));
        write("message");
        assertThat(client.received().operation()).isEqualTo(8);
        assertThat(client.received().text()).isEqualTo("message");
        assertThat(edge.hub.asked).hasSize(1);
    }

    @Test
    void refusedTicket_isToldAndClosed() {
        client.send(7, auth(edge.tickets.expired(), "'room':'r1'"));
        expectFarewell(4004, false);
        assertThat(edge.refused("ticket")).isEqualTo(1);
        assertThat(edge.hub.asked).isEmpty();
        assertThat(edge.hub.closed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'room':'r1'}", "{'ticket':'nonsense','room':'r1'}", "{'ticket':''}"})
    void noGoodTicket_is4004(String auth) {
        client.send(7, auth.replace('\'', '"'));
        expectFarewell(4004, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "7", "{'room':'a b'}", "{'room':{}}", "{'room':'r1','cursor':'x'}"})
    void authThatCannotBeRead_is4003(String auth) {
        client.send(7, auth.replace('\'', '"'));
        expectFarewell(4003, false);
    }

    @Test
    void refusedByTheHub_isToldWithItsReason() {
        edge.hub.refuseEntry(CloseReason.of(CloseReason.BANNED, "banned from this room"));
        client.send(7, auth(edge.tickets.ofMei(), "'room':'r1'"));
        assertThat(expectFarewell(4005, false).get("reason").asString()).isEqualTo("banned from this room");
        assertThat(edge.hub.closed).isEmpty();
    }

    @Test
    void drainingNode_tellsWhereToGo() {
        edge.hub.refuseAll(
                CloseReason.of(CloseReason.GOING_AWAY, "draining").later(700, List.of("ws://other:8090/sub")));
        client.send(7, auth(edge.tickets.ofMei(), "'room':'r1'"));
        JsonNode body = expectFarewell(4000, true);
        assertThat(body.get("afterMs").asLong()).isEqualTo(700);
        assertThat(body.get("to").get(0).asString()).isEqualTo("ws://other:8090/sub");
    }

    @Test
    void heartbeat_isAnsweredWithTheOnlineCount() {
        enter();
        client.send(0, 2, 77, "");
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(3);
        assertThat(reply.sequence()).isEqualTo(77);
        assertThat(reply.number()).isEqualTo(258);
    }

    @Test
    void unknownOperation_isAnsweredWithTheSameAndNoBody() {
        enter();
        client.send(0, 4711, 9, "whatever");
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(4711);
        assertThat(reply.sequence()).isEqualTo(9);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void changingRoom_tellsWhereItGoesOnFrom() {
        enter();
        client.send(12, "{\"room\":\"r2\",\"cursor\":\"e1-7\"}");
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(13);
        assertThat(client.json(reply).get("cursors").get("room:r2").asString()).isEqualTo("e1-7");
        assertThat(edge.hub.asked).endsWith("changeRoom r2 e1-7");
    }

    @Test
    void changingToARoomThatRefuses_isToldAndClosed() {
        enter();
        edge.hub.refuseEntry(CloseReason.of(CloseReason.BANNED, "banned"));
        client.send(12, "{\"room\":\"r2\"}");
        assertThat(client.json(client.received()).get("code").asInt()).isEqualTo(4005);
        expectFarewell(4005, false);
        assertThat(edge.hub.closed).hasSize(1);
    }

    @Test
    void subscribing_andEndingIt() {
        enter();
        client.send(14, "{\"topic\":\"area:music\"}");
        JsonNode body = client.json(client.received());
        assertThat(body.get("code").asInt()).isZero();
        assertThat(body.get("topic").asString()).isEqualTo("area:music");
        assertThat(body.get("cursors").has("area:music")).isTrue();
        client.send(16, "{\"topic\":\"area:music\"}");
        assertThat(client.received().operation()).isEqualTo(17);
        assertThat(edge.hub.asked).endsWith("subscribe area:music null", "unsubscribe area:music");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:43", "device:x", "all", "nothing"})
    void otherTopics_cannotBeSubscribedTo(String topic) {
        enter();
        client.send(14, "{\"topic\":\"" + topic + "\"}");
        JsonNode body = client.json(client.received());
        assertThat(body.get("code").asInt()).isEqualTo(400);
        assertThat(body.get("reason").asString()).contains(topic);
        assertThat(client.channel.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:42", "device:phone-1"})
    void acknowledging_isAnsweredWithTheSameBody(String topic) {
        enter();
        String body = "{\"topic\":\"%s\",\"cursor\":\"e1-9\"}".formatted(topic);
        client.send(18, body);
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(19);
        assertThat(reply.text()).isEqualTo(body);
        assertThat(edge.hub.asked).endsWith("acknowledge %s e1-9".formatted(topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:43", "room:r1", "device:phone-2"})
    void anothersTopic_cannotBeAcknowledged(String topic) {
        enter();
        client.send(18, "{\"topic\":\"%s\",\"cursor\":\"e1-9\"}".formatted(topic));
        assertThat(client.json(client.received()).get("code").asInt()).isEqualTo(400);
        assertThat(edge.hub.asked).noneMatch(asked -> asked.startsWith("acknowledge"));
    }

    @Test
    void requestThatIsNoJson_closes() {
        enter();
        client.send(18, "nonsense");
        expectFarewell(4003, false);
    }

    @Test
    void whatWasLeftOut_isAnEmptyBatch() {
        enter();
        edge.hub.session().leftOut(Topic.parse("room:r1"), Cursor.parse("e1-1"), Cursor.parse("e1-9"), 12, true);
        Received packet = client.received();
        assertThat(packet.operation()).isEqualTo(5);
        assertThat(packet.version()).isZero();
        JsonNode body = client.json(packet);
        assertThat(body.get("topic").asString()).isEqualTo("room:r1");
        assertThat(body.get("from").asString()).isEqualTo("e1-1");
        assertThat(body.get("to").asString()).isEqualTo("e1-9");
        assertThat(body.get("messages").isEmpty()).isTrue();
        assertThat(body.get("leftOut").asInt()).isEqualTo(12);
        assertThat(body.get("gap").asBoolean()).isTrue();
    }

    @Test
    void overTcp_itIsTheSame_andOp6IsTheOnlyWord() {
        EmbeddedClient tcp = edge.tcp();
        tcp.send(7, auth(edge.tickets.anonymous(), "'room':'r1'"));
        assertThat(tcp.received().operation()).isEqualTo(8);
        edge.hub.session().close(CloseReason.of(CloseReason.SLOW_CONSUMER, "too slow"));
        Received last = tcp.received();
        assertThat(last.operation()).isEqualTo(6);
        JsonNode body = tcp.json(last);
        assertThat(body.get("code").asInt()).isEqualTo(4001);
        assertThat(body.get("reconnect").asBoolean()).isTrue();
        assertThat(tcp.receive()).isNull();
    }

    private void enter() {
        client.send(7, auth(edge.tickets.ofMei(), "'room':'r1'"));
        assertThat(client.received().operation()).isEqualTo(8);
    }

    private JsonNode expectFarewell(int code, boolean reconnect) {
        Received last = client.received();
        assertThat(last.operation()).isEqualTo(6);
        JsonNode body = client.json(last);
        assertThat(body.get("code").asInt()).isEqualTo(code);
        assertThat(body.get("reconnect").asBoolean()).isEqualTo(reconnect);
        assertThat(client.closeCode()).isEqualTo(code);
        return body;
    }

    private static String auth(String ticket, String fields) {
        return "{\"ticket\":\"%s\",%s}".formatted(ticket, fields.replace('\'', '"'));
    }

    private void write(String body) {
        Frame frame =
                Frame.of(Encoding.NATIVE, EmbeddedClient.packet(0, 5, 0, body).nioBuffer(), ByteBufAllocator.DEFAULT);
        edge.hub.session().write(frame);
        frame.release();
    }
}
