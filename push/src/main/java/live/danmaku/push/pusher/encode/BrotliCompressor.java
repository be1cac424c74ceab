package live.danmaku.push.pusher.encode;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Compresses as RFC 7932 says. Where the native library does not load, what it makes is brotli all the same, stored as it
 * is: clients that have asked for it understand nothing else. Thread-safe.
 */
final class BrotliCompressor {

    /** A tenth fewer bytes than zlib makes; more effort would save 1 in 100. The window holds a whole batch. */
    private static final Encoder.Parameters PARAMETERS =
            Encoder.Parameters.create(4).setWindow(16).setMode(Encoder.Mode.TEXT);

    private static final int MOST_STORED_AT_ONCE = 1 << 16;

    private final boolean isNative;

    BrotliCompressor() {
        this(Brotli4jLoader.isAvailable());
    }

    BrotliCompressor(boolean isNative) {
        this.isNative = isNative;
    }

    byte[] compress(byte[] bytes) {
        if (!isNative) {
            return store(bytes);
        }
        try {
            return Encoder.compress(bytes, PARAMETERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uncompressed meta-blocks; each ends at a byte, so only the first one's header shares one with the stream's. */
    private static byte[] store(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
        // From the lowest bit on. Once: 0 = a window of 64 KiB. For each block: 0 = not the last one, 00 = its length
        // has
        // four digits of four bits, the length - 1, 1 = uncompressed, then zeros up to the next byte.
        int shift = 1;
        for (int from = 0; from < bytes.length; from += MOST_STORED_AT_ONCE) {
            int length = Math.min(MOST_STORED_AT_ONCE, bytes.length - from);
            int header = ((length - 1) << 3 | 1 << 19) << shift;
            int headerBits = shift + 20;
            for (int bit = 0; bit < headerBits; bit += 8) {
                out.write(header >>> bit);
            }
            out.write(bytes, from, length);
            shift = 0;
        }
        // 1 = the last one, 1 = empty; after the window's bit when there was no block.
        out.write(0b11 << shift);
        return out.toByteArray();
    }
}
