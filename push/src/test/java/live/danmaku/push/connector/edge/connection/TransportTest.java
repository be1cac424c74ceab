package live.danmaku.push.connector.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportTest {

    @ParameterizedTest
    @CsvSource({"0, 8200", "125, 827d", "126, 827e007e", "65535, 827effff"})
    void compose_webSocket_saysTheLength(int length, String header) {
        assertThat(header(Transport.WEB_SOCKET, length)).isEqualTo(header);
    }

    @Test
    void compose_webSocket_moreThanAFrameHolds_is1009() {
        assertThatThrownBy(() -> header(Transport.WEB_SOCKET, 65_536))
                .isInstanceOfSatisfying(
                        BrokenProtocolException.class,
                        e -> assertThat(e.reason().code()).isEqualTo(1009))
                .hasMessage("frame of 65,536 bytes (expected: at most 65,535)");
    }

    @Test
    void compose_tcp_addsNothing() {
        assertThat(header(Transport.TCP, 65_536)).isEmpty();
    }

    private static String header(Transport transport, int length) {
        ByteBuf bytes = transport.compose(UnpooledByteBufAllocator.DEFAULT, length, false);
        try {
            return ByteBufUtil.hexDump(bytes);
        } finally {
            bytes.release();
        }
    }
}
