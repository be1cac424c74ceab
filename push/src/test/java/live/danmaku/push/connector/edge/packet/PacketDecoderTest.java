package live.danmaku.push.connector.edge.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import live.danmaku.push.connector.edge.EmbeddedClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {

    private final RecordingWatch watch = new RecordingWatch();
    private final EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(watch));

    private static final class RecordingWatch implements MessageWatch {
        private boolean waiting;

        @Override
        public void waiting() {
            waiting = true;
        }

        @Override
        public void whole() {
            waiting = false;
        }
    }

    @Test
    void packetsBackToBack_areCutApart() {
        channel.writeInbound(Unpooled.wrappedBuffer(packet("one"), packet("two")));
        assertThat(body()).isEqualTo("one");
        assertThat(body()).isEqualTo("two");
        assertThat(watch.waiting).isFalse();
    }

    @Test
    void packetByteByByte_isPutTogether_andWaitedFor() {
        ByteBuf packet = packet("slow");
        while (packet.readableBytes() > 1) {
            channel.writeInbound(packet.readRetainedSlice(1));
            assertThat(watch.waiting).isTrue();
        }
        channel.writeInbound(packet);
        assertThat(body()).isEqualTo("slow");
        assertThat(watch.waiting).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 0, -1, Integer.MIN_VALUE, 16 + 4097, Integer.MAX_VALUE})
    void lengthThatIsNone_breaks_asSoonAsItIsThere(int length) {
        assertThatThrownBy(() -> channel.writeInbound(Unpooled.buffer().writeInt(length)))
                .isInstanceOf(BrokenProtocolException.class)
                .hasMessageContaining("packet length: " + length);
    }

    @Test
    void headerOfAnotherLength_breaks() {
        assertThatThrownBy(() ->
                        channel.writeInbound(Unpooled.buffer().writeInt(20).writeShort(20)))
                .isInstanceOf(BrokenProtocolException.class)
                .hasMessageContaining("header length: 20");
    }

    @Test
    void largestBody_passes() {
        channel.writeInbound(packet("x".repeat(Packet.MOST_BODY)));
        assertThat(body()).hasSize(Packet.MOST_BODY);
    }

    @Test
    void afterAMistake_allIsThrownAway() {
        assertThatThrownBy(() -> channel.writeInbound(Unpooled.buffer().writeInt(1)))
                .isInstanceOf(BrokenProtocolException.class);
        assertThat(channel.writeInbound(packet("late"))).isFalse();
    }

    @Test
    void messageOfTwoPackets_isNoPacket() {
        ByteBuf two = Unpooled.wrappedBuffer(packet("one"), packet("two"));
        assertThatThrownBy(() -> Packet.read(two))
                .isInstanceOf(BrokenProtocolException.class)
                .hasMessageContaining("one packet in a message");
    }

    @Test
    void messageShorterThanItsPacket_isNoPacket() {
        ByteBuf packet = packet("cut");
        assertThatThrownBy(() -> Packet.read(packet.slice(0, packet.readableBytes() - 1)))
                .isInstanceOf(BrokenProtocolException.class);
        assertThatThrownBy(() -> Packet.read(packet.slice(0, 3))).isInstanceOf(BrokenProtocolException.class);
    }

    private static ByteBuf packet(String body) {
        return EmbeddedClient.packet(1, 2, 3, body);
    }

    private String body() {
        ByteBuf message = channel.readInbound();
        try {
            Packet packet = Packet.read(message);
            assertThat(packet.version()).isEqualTo(1);
            assertThat(packet.operation()).isEqualTo(2);
            assertThat(packet.sequence()).isEqualTo(3);
            return packet.body().toString(java.nio.charset.StandardCharsets.UTF_8);
        } finally {
            message.release();
        }
    }
}
