package live.danmaku.push.pusher.encode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Packets of the protocol: sixteen bytes of header, big-endian, then the body. */
final class Packets {

    static final int HEADER = 16;
    static final int MESSAGES = 5;
    static final int PLAIN = 0;
    static final int ZLIB = 2;
    static final int BROTLI = 3;

    private Packets() {}

    static byte[] packet(int version, int operation, byte[] body) {
        byte[] packet = new byte[HEADER + body.length];
        header(packet, version, operation);
        System.arraycopy(body, 0, packet, HEADER, body.length);
        return packet;
    }

    /** Writes the header of the packet that an array is, body and all. */
    static void header(byte[] packet, int version, int operation) {
        ByteBuffer.wrap(packet).put(header(packet.length, version, operation));
    }

    static void write(ByteArrayOutputStream packets, int version, int operation, byte[] body) {
        packets.writeBytes(header(HEADER + body.length, version, operation));
        packets.writeBytes(body);
    }

    private static byte[] header(int length, int version, int operation) {
        return ByteBuffer.allocate(HEADER)
                .putInt(length)
                .putShort((short) HEADER)
                .putShort((short) version)
                .putInt(operation)
                .putInt(0)
                .array();
    }
}
