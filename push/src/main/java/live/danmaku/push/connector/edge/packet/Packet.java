package live.danmaku.push.connector.edge.packet;

import io.netty.buffer.ByteBuf;

/**
 * One packet of a client. Big-endian: packet length (4 bytes), header length (2, always 16), version (2), operation (4),
 * sequence (4), body.
 *
 * @param body a view of the received bytes; to be read before the handler returns
 */
public record Packet(int version, int operation, int sequence, ByteBuf body) {

    public static final int HEADER = 16;
    public static final int MOST_BODY = 4096;

    private static final int LENGTH_BYTES = 4;
    private static final int LENGTHS_BYTES = 6;

    /**
     * @param message just one packet
     * @throws BrokenProtocolException when it is shorter, longer or no packet
     */
    public static Packet read(ByteBuf message) {
        int length = length(message);
        if (length != message.readableBytes()) {
            throw new BrokenProtocolException(
                    "packet length: %d in a message of %d bytes (expected: one packet in a message)"
                            .formatted(length, message.readableBytes()));
        }
        int at = message.readerIndex();
        return new Packet(
                message.getShort(at + 6),
                message.getInt(at + 8),
                message.getInt(at + 12),
                message.slice(at + HEADER, length - HEADER));
    }

    /**
     * How long the packet is that begins here, as soon as its first four bytes are there; -1 before. What is there of the
     * header is checked.
     *
     * @throws BrokenProtocolException when this begins no packet
     */
    static int length(ByteBuf in) {
        if (in.readableBytes() < LENGTH_BYTES) {
            return -1;
        }
        int at = in.readerIndex();
        int length = in.getInt(at);
        if (length < HEADER || length > HEADER + MOST_BODY) {
            throw new BrokenProtocolException(
                    "packet length: %d (expected: %d-%d)".formatted(length, HEADER, HEADER + MOST_BODY));
        }
        if (in.readableBytes() >= LENGTHS_BYTES && in.getShort(at + LENGTH_BYTES) != HEADER) {
            throw new BrokenProtocolException(
                    "header length: %d (expected: %d)".formatted(in.getShort(at + LENGTH_BYTES), HEADER));
        }
        return length;
    }

    /** Writes the header of a packet whose body follows. */
    public static void writeHeader(ByteBuf to, int version, int operation, int sequence, int bodyLength) {
        to.writeInt(HEADER + bodyLength)
                .writeShort(HEADER)
                .writeShort(version)
                .writeInt(operation)
                .writeInt(sequence);
    }
}
