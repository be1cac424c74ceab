package live.danmaku.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A native program that cannot outlive this JVM.
 *
 * <p>It is started by a small shell ({@code lifeline.sh}) whose standard input is a pipe from this JVM. The pipe ends
 * when the JVM dies, by {@code kill -9} too; then the program gets TERM and, one second later, KILL. The shell leaves the
 * program's id in {@code <folder>/.pid} for {@link Leftover}.
 */
final class NativeProcess {

    static final String PID_FILE = ".pid";

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final Process lifeline;
    private final ProcessHandle program;

    private NativeProcess(Process lifeline, ProcessHandle program) {
        this.lifeline = lifeline;
        this.program = program;
    }

    /** Starts {@code command}, its output appended to {@code log}; {@code folder} is its home and working directory. */
    static NativeProcess start(Path folder, EngineLog log, List<String> command) {
        List<String> line = new ArrayList<>(List.of("sh", "-c", script(), "lifeline"));
        line.add(folder.resolve(PID_FILE).toString());
        line.add(log.file().toString());
        line.addAll(command);
        try {
            Process lifeline = Fork.start(new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.file().toFile())));
            String pid = lifeline.inputReader(StandardCharsets.US_ASCII).readLine();
            if (pid == null) {
                throw new EngineException("cannot start " + command.get(0) + "\n" + log.tail());
            }
            ProcessHandle program = ProcessHandle.of(Long.parseLong(pid)).orElse(lifeline.toHandle());
            return new NativeProcess(lifeline, program);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    private static String script() {
        try (InputStream in = NativeProcess.class.getResourceAsStream("lifeline.sh")) {
            if (in == null) {
                throw new IllegalStateException("lifeline.sh is missing beside " + NativeProcess.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return lifeline.isAlive();
    }

    /** The program's exit status, 128 + signal when a signal ended it; only once it has ended. */
    int exitStatus() {
        return lifeline.exitValue();
    }

    CompletionStage<Void> ended() {
        return lifeline.onExit().thenAccept(process -> {});
    }

    /** Waits for the program to end by itself; false when it has not in time. */
    boolean await(Duration patience) {
        try {
            return lifeline.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** TERM, and KILL when it has not helped in time. Blocks until the program is gone. */
    void stop(Duration patience) {
        signal("CONT");
        program.destroy();
        if (!await(patience)) {
            kill();
        }
    }

    /** KILL, as a crash would be. Blocks until the program is gone. */
    void kill() {
        program.destroyForcibly();
        if (!await(AFTER_KILL)) {
            lifeline.destroyForcibly();
        }
    }

    /** Sends a signal by its name, such as {@code STOP}; does nothing when the program has ended. */
    void signal(String name) {
        if (!isAlive()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(program.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
