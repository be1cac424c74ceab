package live.danmaku.push.pusher.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aayushatharva.brotli4j.decoder.Decoder;
import com.aayushatharva.brotli4j.decoder.DirectDecompress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A packet as a client reads it. */
@SuppressWarnings("ArrayRecordComponent")
record Packet(int version, int operation, byte[] body) {

    /** Whole packets that stand back to back. */
    static List<Packet> parse(byte[] bytes) {
        List<Packet> packets = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int length = buffer.getInt();
            if (buffer.getShort() != 16) {
                throw new IllegalArgumentException("no header");
            }
            int version = buffer.getShort();
            int operation = buffer.getInt();
            if (buffer.getInt() != 0) {
                throw new IllegalArgumentException("a sequence");
            }
            byte[] body = new byte[length - 16];
            buffer.get(body);
            packets.add(new Packet(version, operation, body));
        }
        return packets;
    }

    /** The packets that a compressed one holds. */
    List<Packet> inner() {
        return parse(version == 2 ? unzlib(body) : unbrotli(body));
    }

    String text() {
        return new String(body, UTF_8);
    }

    static byte[] unzlib(byte[] bytes) {
        Inflater inflater = new Inflater();
        inflater.setInput(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        try {
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                if (length == 0) {
                    throw new IllegalArgumentException("cut off");
                }
                out.write(buffer, 0, length);
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e);
        }
        return out.toByteArray();
    }

    static byte[] unbrotli(byte[] bytes) {
        try {
            DirectDecompress done = Decoder.decompress(bytes);
            return done.getDecompressedData();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
