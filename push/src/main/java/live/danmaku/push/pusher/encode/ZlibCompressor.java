package live.danmaku.push.pusher.encode;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Compresses as RFC 1950 says. Belongs to one thread, for the process's life. */
final class ZlibCompressor {

    private static final int LEVEL = 5;

    private final Deflater deflater = new Deflater(LEVEL);
    private byte[] buffer = new byte[8_192];

    byte[] compress(byte[] bytes) {
        deflater.reset();
        deflater.setInput(bytes);
        deflater.finish();
        int length = 0;
        while (!deflater.finished()) {
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            length += deflater.deflate(buffer, length, buffer.length - length);
        }
        return Arrays.copyOf(buffer, length);
    }
}
