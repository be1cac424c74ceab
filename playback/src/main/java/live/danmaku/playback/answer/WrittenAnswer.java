package live.danmaku.playback.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** An answer's bytes, and the same compressed as soon as somebody takes them so. Thread-safe. */
final class WrittenAnswer {

    private static final int BYTES_OF_AN_OBJECT = 200;
    private static final int NOT_WORTH_IT = 1_024;

    private final byte[] plain;
    private volatile byte @Nullable [] gzip;

    WrittenAnswer(byte[] plain) {
        this.plain = plain;
    }

    byte[] plain() {
        return plain;
    }

    /** Whether compressing saves anything. */
    boolean isLong() {
        return plain.length >= NOT_WORTH_IT;
    }

    /** Whether {@link #gzip} has nothing to do. */
    boolean isCompressed() {
        return gzip != null;
    }

    byte[] gzip() {
        byte[] known = gzip;
        if (known == null) {
            known = compress(plain);
            gzip = known;
        }
        return known;
    }

    /** How many bytes it takes in memory, about: the compressed form is some quarter of the other. */
    int size() {
        return BYTES_OF_AN_OBJECT + plain.length + plain.length / 4;
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
