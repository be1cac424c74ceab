package live.danmaku.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The engine of a run before in the same folder, which may still be dying.
 *
 * <p>Whoever asks holds the folder's lock, so no living JVM owns that engine: it is waited for and, should its lifeline
 * have been killed together with the JVM, ended. A process id that meanwhile belongs to another program is left alone:
 * the engine's command line names its folder.
 */
final class Leftover {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Path folder;
    private final ProcessHandle process;

    private Leftover(Path folder, ProcessHandle process) {
        this.folder = folder;
        this.process = process;
    }

    /** Returns when no engine of an earlier run uses {@code folder}; throws when one cannot be ended. */
    static void awaitEnd(Path folder) {
        Path file = folder.resolve(NativeProcess.PID_FILE);
        try {
            recorded(file).ifPresent(process -> new Leftover(folder, process).end());
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder, e);
        }
    }

    private static Optional<ProcessHandle> recorded(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pid = Files.readString(file).strip();
        return pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    private void end() {
        if (ends()) {
            return;
        }
        process.destroyForcibly();
        if (!ends()) {
            throw new EngineException(
                    "process " + process.pid() + " of an earlier run still uses " + folder + " and cannot be ended");
        }
    }

    private boolean ends() {
        Deadline deadline = Deadline.in(PATIENCE);
        while (usesFolder() && !deadline.passed()) {
            deadline.pause();
        }
        return !usesFolder();
    }

    /** A process that is dead but not yet collected by its parent has no command line any more. */
    private boolean usesFolder() {
        return process.isAlive() && process.info().commandLine().orElse("").contains(folder.toString());
    }
}
