package live.danmaku.push.connector.edge.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.edge.EmbeddedClient;
import live.danmaku.push.connector.edge.EmbeddedClient.Received;
import live.danmaku.push.connector.edge.EmbeddedEdge;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebLiveDialectTest {

    private static final String AUTH =
            "{\"uid\":0,\"roomid\":1000,\"protover\":3,\"platform\":\"web\",\"type\":2,\"key\":\"tok\"}";

    private final EmbeddedEdge edge = new EmbeddedEdge();
    private final EmbeddedClient client = edge.webSocket();

    @AfterEach
    void giveBack() {
        edge.close();
    }

    @Test
    void auth_isAnsweredWithVersion1AndABody() {
        client.send(1, 7, 1, AUTH);
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(8);
        assertThat(reply.version()).isEqualTo(1);
        assertThat(reply.text()).isEqualTo("{\"code\":0}");
        assertThat(edge.hub.asked).containsExactly("enter 1000 null");
        assertThat(edge.hub.session().client().dialect()).isEqualTo("web-live");
        assertThat(edge.hub.session().client().user()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1,WEB_LIVE", "2,WEB_LIVE_ZLIB", "3,WEB_LIVE_BROTLI", "0,WEB_LIVE", "\"2\",WEB_LIVE_ZLIB"})
    void protover_isTheEncoding(String version, Encoding encoding) {
        client.send(7, "{\"roomid\":1000,\"protover\":" + version + "}");
        assertThat(edge.hub.session().encoding()).isEqualTo(encoding);
    }

    @Test
    void withoutProtover_itIsPlain() {
        client.send(7, "{\"roomid\":\"1000\"}");
        assertThat(edge.hub.session().encoding()).isEqualTo(Encoding.WEB_LIVE);
    }

    @Test
    void keyThatIsATicket_isBelieved() {
        client.send(7, "{\"roomid\":1000,\"key\":\"" + edge.tickets.ofMei() + "\"}");
        assertThat(edge.hub.session().client().user()).isEqualTo(new Sender(new UserId("42"), "Mei"));
    }

    @Test
    void heartbeat_isAnsweredWithTheCount_whateverItsBody() {
        client.send(7, AUTH);
        client.received();
        client.send(1, 2, 1, "[object Object]");
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(3);
        assertThat(reply.version()).isEqualTo(1);
        assertThat(reply.number()).isEqualTo(258);
    }

    @Test
    void close_isNeverAPacket() {
        client.send(7, AUTH);
        client.received();
        edge.hub.session().close(CloseReason.of(CloseReason.GOING_AWAY, "draining"));
        assertThat(client.closeCode()).isEqualTo(4000);
    }

    @Test
    void whatWasLeftOut_isNotSaid() {
        client.send(7, AUTH);
        client.received();
        edge.hub.session().leftOut(Topic.parse("room:1000"), Cursor.ORIGIN, Cursor.ORIGIN, 3, false);
        assertThat(client.receive()).isNull();
    }

    @Test
    void unknownOperation_isAnsweredWithTheSame() {
        client.send(7, AUTH);
        client.received();
        client.send(4711, "x");
        assertThat(client.received().operation()).isEqualTo(4711);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 6, 8, 9})
    void whatOnlyServersSay_isNotSentBack(int operation) {
        client.send(7, AUTH);
        client.received();
        client.send(operation, "x");
        assertThat(client.receive()).isNull();
        assertThat(client.channel.isOpen()).isTrue();
    }

    @Test
    void whereItIsOff_itIsUnauthorized() {
        EmbeddedEdge closed = new EmbeddedEdge(100, 2, false);
        EmbeddedClient stranger = closed.webSocket();
        stranger.send(7, AUTH);
        assertThat(stranger.closeCode()).isEqualTo(4004);
        assertThat(closed.refused("dialect")).isEqualTo(1);
    }

    @Test
    void overTcp_itIsTheSame() {
        EmbeddedClient tcp = edge.tcp();
        tcp.send(7, AUTH);
        assertThat(tcp.received().text()).isEqualTo("{\"code\":0}");
        edge.hub.session().close(CloseReason.of(CloseReason.GOING_AWAY, "draining"));
        assertThat(tcp.receive()).isNull();
    }
}
