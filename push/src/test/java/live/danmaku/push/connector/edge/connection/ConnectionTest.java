package live.danmaku.push.connector.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.connector.edge.EmbeddedClient;
import live.danmaku.push.connector.edge.EmbeddedEdge;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.connector.session.Session;
import live.danmaku.push.link.Encoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final String AUTH = "{\"roomid\":1000}";

    private final EmbeddedEdge edge = new EmbeddedEdge();

    @AfterEach
    void giveBack() {
        edge.close();
    }

    @Test
    void noHandshakeInTime_closes() {
        EmbeddedChannel channel = edge.http();
        channel.writeInbound(Unpooled.copiedBuffer("GET /sub HT", StandardCharsets.UTF_8));
        pass(channel, Duration.ofMillis(4_900));
        assertThat(channel.isOpen()).isTrue();
        pass(channel, Duration.ofMillis(400));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void noAuthInTime_is4004() {
        EmbeddedClient client = edge.webSocket();
        client.pass(Duration.ofMillis(4_900));
        assertThat(client.receive()).isNull();
        client.pass(Duration.ofMillis(400));
        assertThat(client.json(client.received()).get("code").asInt()).isEqualTo(4004);
        assertThat(client.closeCode()).isEqualTo(4004);
        assertThat(edge.refused("silent")).isEqualTo(1);
    }

    @Test
    void otherPackets_areNoAuth() {
        EmbeddedClient client = edge.tcp();
        for (int i = 0; i < 6; i++) {
            client.send(2, "");
            client.pass(Duration.ofSeconds(1));
        }
        assertThat(client.json(client.received()).get("code").asInt()).isEqualTo(4004);
    }

    @Test
    void threeMissedHeartbeats_are4002() {
        EmbeddedClient client = entered();
        client.pass(Duration.ofSeconds(89));
        client.send(2, "");
        client.received();
        client.pass(Duration.ofSeconds(89));
        assertThat(client.frame()).isNull();
        client.pass(Duration.ofSeconds(2));
        assertThat(client.closeCode()).isEqualTo(4002);
        assertThat(edge.hub.closed).containsExactly(edge.hub.session());
    }

    @Test
    void messageThatTakesTooLong_is4003() {
        EmbeddedClient client = edge.tcp();
        client.sendBytes(Unpooled.buffer().writeInt(100).writeShort(16));
        client.pass(Duration.ofSeconds(2));
        client.sendBytes(Unpooled.buffer().writeByte(0));
        client.pass(Duration.ofMillis(3_250));
        assertThat(client.json(client.received()).get("code").asInt()).isEqualTo(4003);
    }

    @Test
    void closing_waitsForTheClient_butNotForLong() {
        EmbeddedClient client = entered();
        edge.hub.session().close(CloseReason.of(CloseReason.GOING_AWAY, "drain"));
        client.closeCode();
        assertThat(client.channel.isOpen()).isTrue();
        client.pass(Duration.ofMillis(2_250));
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(edge.hub.closed).hasSize(1);
    }

    @Test
    void clientThatAnswersAClose_isGoneAtOnce() {
        EmbeddedClient client = entered();
        edge.hub.session().close(CloseReason.of(CloseReason.GOING_AWAY, "drain"));
        client.closeCode();
        client.sendFrame(new CloseWebSocketFrame(4000, ""));
        assertThat(client.channel.isOpen()).isFalse();
    }

    @Test
    void closeByTheClient_isAnswered() {
        EmbeddedClient client = entered();
        client.sendFrame(new CloseWebSocketFrame(1000, "bye"));
        assertThat(client.closeCode()).isEqualTo(1000);
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(edge.hub.closed).hasSize(1);
        assertThat(edge.registry
                        .get("danmaku.connector.closes")
                        .tag("code", "client")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void connectionThatIsLost_isToldOnce() {
        EmbeddedClient client = entered();
        client.channel.close();
        client.channel.runPendingTasks();
        assertThat(edge.hub.closed).containsExactly(edge.hub.session());
        assertThat(edge.hub.session().isOpen()).isFalse();
    }

    @Test
    void closedWhileTheHubIsAsked_isToldOnce_andTheAnswerIsNobodys() {
        edge.hub.answerLater();
        EmbeddedClient client = edge.tcp();
        client.send(7, AUTH);
        client.channel.close();
        client.channel.runPendingTasks();
        assertThat(edge.hub.closed).hasSize(1);
        edge.hub.waiting.get(0).complete(Admission.to(Map.of()));
        assertThat(edge.hub.closed).hasSize(1);
    }

    @Test
    void mistakeOfTheHub_closesThisConnectionOnly() {
        edge.hub.answerLater();
        EmbeddedClient client = edge.webSocket();
        client.send(7, AUTH);
        edge.hub.waiting.get(0).completeExceptionally(new IllegalStateException("planted"));
        assertThat(client.closeCode()).isEqualTo(1011);
    }

    @Test
    void ping_isAnsweredWithItsPayload() {
        EmbeddedClient client = edge.webSocket();
        client.sendFrame(new PingWebSocketFrame(Unpooled.copiedBuffer("are you there", StandardCharsets.UTF_8)));
        WebSocketFrame pong = client.receivedFrame();
        assertThat(pong).isInstanceOf(PongWebSocketFrame.class);
        assertThat(pong.content().toString(StandardCharsets.UTF_8)).isEqualTo("are you there");
    }

    @Test
    void tooManyMessagesInASecond_are4003() {
        EmbeddedClient client = entered();
        for (int i = 0; i < 20; i++) {
            client.send(2, "");
        }
        for (int i = 0; i < 19; i++) {
            assertThat(client.received().operation()).isEqualTo(3);
        }
        assertThat(client.closeCode()).isEqualTo(4003);
    }

    @Test
    void text_onABinaryConnection_is1003() {
        EmbeddedClient client = edge.webSocket();
        client.sendText("{}");
        assertThat(client.received().operation()).isEqualTo(6);
        assertThat(client.closeCode()).isEqualTo(1003);
    }

    @Test
    void garbage_is1002() {
        EmbeddedClient client = edge.webSocket();
        client.sendBytes(Unpooled.wrappedBuffer(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3}));
        assertThat(client.received().operation()).isEqualTo(6);
        assertThat(client.closeCode()).isEqualTo(1002);
    }

    @Test
    void manyWrites_areOneFlush() {
        EmbeddedClient client = entered();
        int[] flushes = new int[1];
        client.channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                flushes[0]++;
                ctx.flush();
            }
        });
        client.turn(() -> {
            for (int i = 0; i < 10; i++) {
                write(10);
            }
            assertThat(flushes[0]).isZero();
        });
        assertThat(flushes[0]).isEqualTo(1);
    }

    @Test
    void frame_isGivenBack_whenTheSocketHasTakenIt_orTheConnectionIsClosed() {
        EmbeddedClient client = entered();
        Frame frame = Frame.of(
                Encoding.WEB_LIVE, EmbeddedClient.packet(0, 5, 0, "x").nioBuffer(), UnpooledByteBufAllocator.DEFAULT);
        ByteBuf bytes = frame.from(0);
        int before = bytes.refCnt();

        client.turn(() -> {
            edge.hub.session().write(frame);
            assertThat(edge.hub.session().pendingBytes()).isBetween((long) frame.size(), frame.size() + 120L);
        });
        client.receivedFrame().release();
        assertThat(edge.hub.session().pendingBytes()).isZero();
        assertThat(bytes.refCnt()).isEqualTo(before);

        client.turn(() -> {
            edge.hub.session().write(frame);
            client.channel.unsafe().closeForcibly();
        });
        edge.close();
        edge.hub.session().write(frame);
        assertThat(bytes.refCnt()).isEqualTo(before);
        bytes.release();
        frame.release();
    }

    @Test
    void aboveTheHighMark_andBackBelowTheLowOne_isDrained() {
        EmbeddedClient client = entered();
        client.turn(() -> {
            while (edge.hub.session().pendingBytes() <= Session.HIGH_MARK) {
                write(10_000);
            }
            assertThat(client.channel.config().isAutoRead()).isFalse();
            assertThat(edge.hub.drained).isEmpty();
        });
        assertThat(edge.hub.drained).containsExactly(edge.hub.session());
        assertThat(client.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void userWithTooManyConnections_is4006_untilOneIsGone() {
        String auth = "{\"roomid\":1000,\"key\":\"" + edge.tickets.ofMei() + "\"}";
        EmbeddedClient first = edge.webSocket();
        first.send(7, auth);
        edge.webSocket().send(7, auth);
        EmbeddedClient third = edge.webSocket();
        third.send(7, auth);
        assertThat(third.closeCode()).isEqualTo(4006);
        assertThat(edge.refused("user")).isEqualTo(1);
        first.sendFrame(new CloseWebSocketFrame(1000, ""));
        EmbeddedClient fourth = edge.webSocket();
        fourth.send(7, auth);
        assertThat(fourth.received().operation()).isEqualTo(8);
    }

    @Test
    void sessions_areCountedByDialectAndTransport() {
        EmbeddedClient client = entered();
        assertThat(sessions()).isEqualTo(1);
        client.channel.close();
        assertThat(sessions()).isZero();
    }

    private double sessions() {
        return edge.registry
                .get("danmaku.connector.sessions")
                .tags("dialect", "web-live", "transport", "websocket")
                .gauge()
                .value();
    }

    private EmbeddedClient entered() {
        EmbeddedClient client = edge.webSocket();
        client.send(7, AUTH);
        assertThat(client.received().operation()).isEqualTo(8);
        return client;
    }

    private void write(int size) {
        Frame frame = frame(size);
        edge.hub.session().write(frame);
        frame.release();
    }

    private static Frame frame(int size) {
        return Frame.of(
                Encoding.WEB_LIVE,
                EmbeddedClient.packet(0, 5, 0, "x".repeat(size)).nioBuffer(),
                ByteBufAllocator.DEFAULT);
    }

    private static void pass(EmbeddedChannel channel, Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }
}
