package live.danmaku.push.connector.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import java.nio.ByteBuffer;
import live.danmaku.push.link.Encoding;

/**
 * Packets framed once for all sessions that take one encoding: the header of a WebSocket frame lies before them in the
 * same buffer, so the two transports write the same bytes from different beginnings. Reference-counted; whoever hands a
 * frame to another thread retains it for that thread. The bytes never change, so any thread may read them.
 */
public final class Frame extends AbstractReferenceCounted {

    private static final int FIN_TEXT = 0x81;
    private static final int FIN_BINARY = 0x82;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xffff;

    private static final int GOIM_HEADER = 16;
    private static final int GOIM_RAW = 9;

    private final Encoding encoding;
    private final ByteBuf bytes;
    private final int packetsAt;

    private Frame(Encoding encoding, ByteBuf bytes, int packetsAt) {
        this.encoding = encoding;
        this.bytes = bytes;
        this.packetsAt = packetsAt;
    }

    /**
     * @param packets whole packets of the encoding's dialect, or one JSON text; copied
     * @throws IllegalArgumentException when they do not fit one WebSocket frame of 64 KiB
     */
    public static Frame of(Encoding encoding, ByteBuffer packets, ByteBufAllocator allocator) {
        int length = packets.remaining();
        int outer = encoding == Encoding.GOIM ? GOIM_HEADER : 0;
        int payload = outer + length;
        if (payload > MEDIUM) {
            throw new IllegalArgumentException("frame of %,d bytes (expected: at most %,d)".formatted(payload, MEDIUM));
        }
        ByteBuf bytes = allocator.directBuffer(4 + payload);
        bytes.writeByte(encoding == Encoding.JSON ? FIN_TEXT : FIN_BINARY);
        if (payload <= SHORT) {
            bytes.writeByte(payload);
        } else {
            bytes.writeByte(126).writeShort(payload);
        }
        if (outer > 0) {
            bytes.writeInt(payload)
                    .writeShort(GOIM_HEADER)
                    .writeShort(1)
                    .writeInt(GOIM_RAW)
                    .writeInt(0);
        }
        int packetsAt = bytes.writerIndex();
        bytes.writeBytes(packets.duplicate());
        return new Frame(encoding, bytes, packetsAt);
    }

    public Encoding encoding() {
        return encoding;
    }

    /** A whole WebSocket frame, without a reference of its own. */
    public ByteBuf bytes() {
        return bytes;
    }

    /** The index of the first byte of the packets alone. */
    public int packetsAt() {
        return packetsAt;
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.writerIndex();
    }

    /** What is left of the bytes from an index on, with a reference of its own. */
    public ByteBuf from(int index) {
        return bytes.retainedSlice(index, size() - index);
    }

    @Override
    protected void deallocate() {
        bytes.release();
    }

    @Override
    public Frame retain() {
        super.retain();
        return this;
    }

    @Override
    public Frame touch(Object hint) {
        bytes.touch(hint);
        return this;
    }
}
