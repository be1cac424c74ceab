package live.danmaku.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;

/**
 * Which ports the living JVMs of this user were given, so that test runs side by side do not get the same: whose number is
 * n has the n-th byte of a file locked. The operating system takes the locks away when the JVM ends.
 */
final class PortClaims {

    /** Never closed: closing any channel of the file would give up all locks of this JVM. */
    private static final FileChannel FILE = open();

    private PortClaims() {}

    /** Whether {@code port} is this JVM's now, which must not have asked for it before. */
    static boolean claim(int port) {
        try {
            return FILE.tryLock(port, 1, false) != null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot claim port " + port, e);
        }
    }

    private static FileChannel open() {
        try {
            return FileChannel.open(
                    Binaries.sharedByUser().folder().resolve("ports"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note which ports are taken", e);
        }
    }
}
