package live.danmaku.push.connector.edge.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import live.danmaku.push.connector.edge.EmbeddedClient;
import live.danmaku.push.connector.edge.EmbeddedClient.Received;
import live.danmaku.push.connector.edge.EmbeddedEdge;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.link.Encoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoimDialectTest {

    private static final String AUTH = "{\"mid\":123,\"key\":\"\",\"room_id\":\"live://1000\",\"platform\":\"web\"%s}";

    private final EmbeddedEdge edge = new EmbeddedEdge();
    private final EmbeddedClient client = edge.tcp();

    @AfterEach
    void giveBack() {
        edge.close();
    }

    @Test
    void auth_isAnsweredEmpty_withItsVersionAndSequence() {
        client.send(3, 7, 41, AUTH.formatted(",\"accepts\":[1000]"));
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(8);
        assertThat(reply.version()).isEqualTo(3);
        assertThat(reply.sequence()).isEqualTo(41);
        assertThat(reply.body()).isEmpty();
        assertThat(edge.hub.asked).containsExactly("enter 1000 null");
        assertThat(edge.hub.session().encoding()).isEqualTo(Encoding.GOIM);
    }

    @Test
    void heartbeat_isAnsweredWithFourBytes_andItsVersionAndSequence() {
        enter("");
        client.send(2, 2, 42, "");
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(3);
        assertThat(reply.version()).isEqualTo(2);
        assertThat(reply.sequence()).isEqualTo(42);
        assertThat(reply.body()).hasSize(4);
        assertThat(reply.number()).isEqualTo(258);
    }

    @ParameterizedTest
    @CsvSource({"'',true", "'[]',true", "'[1000,1001]',true", "'[1001]',false"})
    void messages_areSentToWhoAcceptsThem(String accepts, boolean sent) {
        enter(accepts.isEmpty() ? "" : ",\"accepts\":" + accepts);
        writeMessage();
        assertThat(client.receive() != null).isEqualTo(sent);
    }

    @Test
    void subscribing_changesWhatIsAccepted() {
        enter(",\"accepts\":[1001]");
        client.send(14, "1000,1002");
        assertThat(client.received().operation()).isEqualTo(15);
        writeMessage();
        assertThat(client.received().operation()).isEqualTo(1000);
        client.send(16, "1000");
        assertThat(client.received().operation()).isEqualTo(17);
        writeMessage();
        assertThat(client.receive()).isNull();
    }

    @Test
    void overWebSocket_messagesAreWrapped() {
        EmbeddedClient webSocket = edge.webSocket();
        webSocket.send(7, AUTH.formatted(""));
        webSocket.received();
        writeMessage();
        Received outer = webSocket.received();
        assertThat(outer.operation()).isEqualTo(9);
        assertThat(outer.version()).isEqualTo(1);
        assertThat(outer.body()).hasSize(16 + "message".length());
    }

    @Test
    void changingRoom_takesAnAddress() {
        enter("");
        client.send(12, "live://2000");
        assertThat(client.received().operation()).isEqualTo(13);
        assertThat(edge.hub.asked).endsWith("changeRoom 2000 null");
    }

    @Test
    void unknownOperation_isAnsweredWithTheSameAndNoBody() {
        enter("");
        client.send(4, "x");
        Received reply = client.received();
        assertThat(reply.operation()).isEqualTo(4);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void close_isToldByOp6() {
        enter("");
        edge.hub.session().close(CloseReason.of(CloseReason.IDLE, "no heartbeat"));
        assertThat(client.received().operation()).isEqualTo(6);
    }

    private void enter(String accepts) {
        client.send(7, AUTH.formatted(accepts));
        assertThat(client.received().operation()).isEqualTo(8);
    }

    private void writeMessage() {
        Frame frame = Frame.of(
                Encoding.GOIM, EmbeddedClient.packet(1, 1000, 0, "message").nioBuffer(), ByteBufAllocator.DEFAULT);
        edge.hub.session().write(frame);
        frame.release();
    }
}
