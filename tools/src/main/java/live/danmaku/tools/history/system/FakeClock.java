package live.danmaku.tools.history.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The wall clock of one process, which can be stepped while it runs: a small library ({@code clock.c}) is loaded before all
 * others and reads the step from a file. Where no C compiler is, the clock is the machine's and cannot be stepped. Steady
 * clocks are never touched. (libfaketime does this as well, and makes each look at the clock a hundred times dearer.)
 */
public final class FakeClock {

    private static final Library LIBRARY = new Library();

    private final Path file;

    FakeClock(Path folder, String process) {
        this.file = folder.toAbsolutePath().resolve(process + ".clock");
        step(0);
    }

    public static boolean isAvailable() {
        return LIBRARY.file().isPresent();
    }

    /** What the process must be started with. */
    Map<String, String> environment() {
        return LIBRARY.file()
                .map(library -> Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET_FILE", file.toString()))
                .orElse(Map.of());
    }

    /** From now on it is so many seconds ahead of the machine's, or behind it when negative. */
    public void step(int seconds) {
        ByteBuffer offset = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        offset.putLong(TimeUnit.SECONDS.toNanos(seconds)).flip();
        // The process has the file mapped: it must never be shorter.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(offset, 0);
        } catch (IOException e) {
            throw new ScenarioException("a clock cannot be stepped: " + e.getMessage(), e);
        }
    }

    /** Compiled when it is first asked for. */
    private static final class Library {

        private static final long WITHIN_SECONDS = 60;

        private boolean tried;
        private Optional<Path> file = Optional.empty();

        synchronized Optional<Path> file() {
            if (!tried) {
                tried = true;
                file = compile();
            }
            return file;
        }

        private static Optional<Path> compile() {
            try (InputStream in = FakeClock.class.getResourceAsStream("clock.c")) {
                if (in == null) {
                    throw new IllegalStateException("clock.c is missing beside " + FakeClock.class);
                }
                Path folder = Files.createTempDirectory("danmaku-clock-");
                Path source = folder.resolve("clock.c");
                Path library = folder.resolve("clock.so");
                Files.copy(in, source);
                Process compiler = new ProcessBuilder(
                                "cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                boolean done = compiler.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS) && compiler.exitValue() == 0;
                Files.delete(source);
                if (!done) {
                    Files.deleteIfExists(library);
                    Files.delete(folder);
                    return Optional.empty();
                }
                folder.toFile().deleteOnExit();
                library.toFile().deleteOnExit();
                return Optional.of(library);
            } catch (IOException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
