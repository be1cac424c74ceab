package live.danmaku.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Puts packets together from pieces of any length, and takes compressed ones apart. For one thread. */
final class PacketReader {

    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int ZLIB = 2;

    private ByteBuffer rest = ByteBuffer.allocate(0);

    /** @throws IllegalArgumentException when this is no packet */
    void read(ByteBuffer piece, Consumer<Packet> packets) {
        ByteBuffer all = ByteBuffer.allocate(rest.remaining() + piece.remaining())
                .put(rest)
                .put(piece)
                .flip();
        while (all.remaining() >= 4) {
            int length = all.getInt(all.position());
            if (length < Packet.HEADER || length > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "packet of %d bytes (expected: %d to %d)".formatted(length, Packet.HEADER, MOST_BYTES));
            }
            if (all.remaining() < length) {
                break;
            }
            ByteBuffer whole = all.slice(all.position(), length);
            all.position(all.position() + length);
            open(whole, packets);
        }
        rest = all.slice();
    }

    private static void open(ByteBuffer whole, Consumer<Packet> packets) {
        int version = whole.getShort(6);
        int header = whole.getShort(4);
        Packet packet =
                new Packet(version, whole.getInt(8), whole.getInt(12), whole.slice(header, whole.remaining() - header));
        if (packet.operation() == Packet.MESSAGES && version == ZLIB) {
            new PacketReader().read(inflate(packet.body()), packets);
        } else {
            packets.accept(packet);
        }
    }

    private static ByteBuffer inflate(ByteBuffer body) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(body);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[16 * 1024];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 || out.size() > MOST_BYTES) {
                    throw new IllegalArgumentException("a compressed packet that does not end");
                }
                out.write(chunk, 0, count);
            }
            return ByteBuffer.wrap(out.toByteArray());
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a compressed packet (expected: zlib)", e);
        } finally {
            inflater.end();
        }
    }
}
