package live.danmaku.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a folder, held by one living JVM at a time and by one owner in it.
 *
 * <p>The operating system takes the lock away when the JVM dies, so a lock file that was left behind blocks nothing.
 * A holder that is on its way out says so in the file, and is waited for.
 */
final class FolderLock implements AutoCloseable {

    private static final Duration FOR_THE_DYING = Duration.ofSeconds(2);
    private static final Duration FOR_THE_CLOSING = Duration.ofSeconds(12);
    private static final String CLOSING = " closing";

    /** The system's lock belongs to the JVM, and closing *any* channel of the file gives it up: never open it twice. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Creates {@code folder} if need be and locks it; throws when a living process keeps it. */
    static FolderLock take(Path folder) {
        try {
            PrivateFolder.create(folder);
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return new FolderLock(real, lock(real.resolve(".lock"), folder));
            } catch (IOException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data folder " + folder, e);
        }
    }

    private static FileChannel lock(Path file, Path folder) throws IOException {
        Deadline dying = Deadline.in(FOR_THE_DYING);
        Deadline closing = Deadline.in(FOR_THE_CLOSING);
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                write(channel, "");
                return channel;
            }
            channel.close();
            String holder = Files.readString(file);
            if ((holder.endsWith(CLOSING) ? closing : dying).passed()) {
                throw inUse(folder, holder.replace(CLOSING, ""));
            }
            dying.pause();
        }
    }

    /** Tells whoever wants the folder that it will be free in some seconds. */
    void announceClosing() {
        try {
            write(channel, CLOSING);
        } catch (IOException e) {
            // Only a courtesy: without it the next one gives up sooner.
        }
    }

    private static void write(FileChannel channel, String state) throws IOException {
        String text = ProcessHandle.current().pid() + state;
        channel.truncate(0).position(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static EngineException inUse(Path folder, String pid) {
        return new EngineException("the data folder " + folder + " is in use by process " + pid
                + " (stop that process, or choose another data folder)");
    }

    /** Lets the folder go; twice is allowed. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + folder, e);
        } finally {
            HELD.remove(folder);
        }
    }
}
