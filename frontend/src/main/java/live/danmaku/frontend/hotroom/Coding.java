package live.danmaku.frontend.hotroom;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How an answer's bytes are packed. */
enum Coding {
    PLAIN(""),
    GZIP("gzip"),
    BROTLI("br");

    /** Packed once for many, but within a poll: better than gzip at about its price. */
    private static final Encoder.Parameters QUICK = new Encoder.Parameters().setQuality(4);

    private final String token;

    Coding(String token) {
        this.token = token;
    }

    /** What {@code Content-Encoding} says. */
    String token() {
        return token;
    }

    /**
     * The best that a client takes.
     *
     * @param accepted its {@code Accept-Encoding}
     */
    static Coding of(@Nullable String accepted) {
        // Who refuses something with a weight of 0 gets what everybody must take.
        if (accepted == null || accepted.contains("q=0")) {
            return PLAIN;
        }
        if (Brotli4jLoader.isAvailable() && hasToken(accepted, BROTLI.token)) {
            return BROTLI;
        }
        return hasToken(accepted, GZIP.token) ? GZIP : PLAIN;
    }

    private static boolean hasToken(String list, String token) {
        for (int at = list.indexOf(token); at >= 0; at = list.indexOf(token, at + 1)) {
            int end = at + token.length();
            boolean begins = at == 0 || list.charAt(at - 1) == ' ' || list.charAt(at - 1) == ',';
            boolean ends = end == list.length() || ", ;".indexOf(list.charAt(end)) >= 0;
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    byte[] pack(byte[] bytes) {
        try {
            return switch (this) {
                case PLAIN -> bytes;
                case GZIP -> gzipped(bytes);
                case BROTLI -> Encoder.compress(bytes, QUICK);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
