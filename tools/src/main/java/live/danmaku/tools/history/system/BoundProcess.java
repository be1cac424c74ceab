package live.danmaku.tools.history.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that ends with this JVM, however that ends: a shell between the two ({@code lifeline.sh}) kills it when the
 * pipe from here is closed.
 */
final class BoundProcess {

    private static final long GONE_WITHIN_SECONDS = 120;
    private static final int TAIL_LINES = 20;

    private final String name;
    private final Path log;
    private final Process lifeline;
    private final ProcessHandle program;

    private BoundProcess(String name, Path log, Process lifeline, ProcessHandle program) {
        this.name = name;
        this.log = log;
        this.lifeline = lifeline;
        this.program = program;
    }

    /**
     * Starts it.
     *
     * @param folder for its log, {@code <name>.log}, to which a process of the same name before this one wrote as well
     * @param environment added to this JVM's, less what is set for other servers
     */
    static BoundProcess start(Path folder, String name, List<String> command, Map<String, String> environment) {
        Path log = folder.resolve(name + ".log");
        List<String> words = new ArrayList<>(List.of("sh", "-c", lifeline(), "lifeline"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("DANMAKU_"));
        builder.environment().putAll(environment);
        try {
            Process lifeline = builder.start();
            BufferedReader output = lifeline.inputReader(StandardCharsets.UTF_8);
            String pid = output.readLine();
            if (pid == null) {
                throw new ScenarioException("%s cannot be started, see %s".formatted(name, log));
            }
            ProcessHandle program = ProcessHandle.of(Long.parseLong(pid)).orElse(lifeline.toHandle());
            return new BoundProcess(name, log, lifeline, program);
        } catch (IOException e) {
            throw new ScenarioException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** A shell's script that runs its arguments and kills them when this JVM ends. */
    private static String lifeline() {
        try (InputStream in = BoundProcess.class.getResourceAsStream("lifeline.sh")) {
            if (in == null) {
                throw new IllegalStateException("lifeline.sh is missing beside " + BoundProcess.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ScenarioException("lifeline.sh cannot be read", e);
        }
    }

    ProcessHandle handle() {
        return program;
    }

    boolean isAlive() {
        return lifeline.isAlive() && program.isAlive();
    }

    /** For {@link ScenarioException}s: the last lines of its log. */
    String said() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    /**
     * Ends it as {@code kill -9} does; blocks until it is gone.
     *
     * @throws ScenarioException when it does not go
     */
    void kill() throws InterruptedException {
        program.destroyForcibly();
        awaitEnd();
    }

    /** Blocks until it is gone. */
    void awaitEnd() throws InterruptedException {
        try {
            lifeline.onExit().get(GONE_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ScenarioException(name + " does not end", e);
        }
    }

    /** Does not wait. */
    void killNow() {
        program.destroyForcibly();
    }
}
