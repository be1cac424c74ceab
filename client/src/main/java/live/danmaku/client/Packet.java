package live.danmaku.client;

import java.nio.ByteBuffer;

/** A packet of the long connection: 16 bytes of header, big-endian, and a body. */
record Packet(int version, int operation, int sequence, ByteBuffer body) {

    static final int HEADER = 16;

    static final int HEARTBEAT = 2;
    static final int HEARTBEAT_REPLY = 3;
    static final int MESSAGES = 5;
    static final int DISCONNECT = 6;
    static final int AUTH = 7;
    static final int AUTH_REPLY = 8;
    static final int ACKNOWLEDGE = 18;

    static ByteBuffer bytes(int operation, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .putInt(HEADER + body.length)
                .putShort((short) HEADER)
                .putShort((short) 0)
                .putInt(operation)
                .putInt(1)
                .put(body)
                .flip();
    }
}
