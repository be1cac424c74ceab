package live.danmaku.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class PacketReaderTest {

    private final List<String> read = new ArrayList<>();

    @Test
    void packetsCutAnywhere_areReadWhole() {
        byte[] all = concat(packet(5, "one"), packet(3, ""), packet(5, "three"));
        for (int cut = 0; cut <= all.length; cut++) {
            read.clear();
            PacketReader reader = new PacketReader();
            reader.read(ByteBuffer.wrap(all, 0, cut), this::note);
            reader.read(ByteBuffer.wrap(all, cut, all.length - cut), this::note);
            assertThat(read).containsExactly("5 one", "3 ", "5 three");
        }
    }

    @Test
    void compressedPacket_isTheOnesInside() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(bytes)) {
            zlib.write(concat(packet(5, "one"), packet(5, "two")));
        }
        ByteBuffer outer = Packet.bytes(Packet.MESSAGES, bytes.toByteArray());
        outer.putShort(6, (short) 2);

        new PacketReader().read(outer, this::note);

        assertThat(read).containsExactly("5 one", "5 two");
    }

    @Test
    void lengthThatIsNone_isRefused() {
        assertThatThrownBy(() -> new PacketReader().read(ByteBuffer.allocate(16), this::note))
                .hasMessageContaining("packet of 0 bytes");
    }

    private void note(Packet packet) {
        read.add(packet.operation() + " " + UTF_8.decode(packet.body().duplicate()));
    }

    private static byte[] packet(int operation, String body) {
        return Packet.bytes(operation, body.getBytes(UTF_8)).array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
