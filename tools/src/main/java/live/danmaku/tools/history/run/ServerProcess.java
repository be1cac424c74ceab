package live.danmaku.tools.history.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program in a process of its own, which ends with this JVM, however that ends: a shell between the two
 * ({@code lifeline.sh}) kills it when the pipe from here is closed.
 */
final class ServerProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    private final String name;
    private final URI url;
    private final Path log;
    private final Process lifeline;
    private final ProcessHandle program;

    private ServerProcess(String name, URI url, Path log, Process lifeline, ProcessHandle program) {
        this.name = name;
        this.url = url;
        this.log = log;
        this.lifeline = lifeline;
        this.program = program;
    }

    /**
     * Starts a process; {@link #awaitReady} waits for it.
     *
     * @param folder for its log, {@code <name>.log}
     * @param heap such as {@code 256m}
     */
    static ServerProcess start(
            Path program,
            Path folder,
            String name,
            String roles,
            int port,
            String heap,
            Map<String, String> environment) {
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of("sh", "-c", lifeline(), "lifeline"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(archiveOf(program));
        command.addAll(List.of("-jar", program.toAbsolutePath().toString(), "--roles=" + roles));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // What is set for other servers is not meant for this one.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("DANMAKU_"));
        builder.environment().putAll(environment);
        builder.environment().put("DANMAKU_HTTP_PORT", Integer.toString(port));
        try {
            Process lifeline = builder.start();
            BufferedReader output = lifeline.inputReader(StandardCharsets.UTF_8);
            String pid = output.readLine();
            if (pid == null) {
                throw new ScenarioException("%s cannot be started, see %s".formatted(name, log));
            }
            ProcessHandle started = ProcessHandle.of(Long.parseLong(pid)).orElse(lifeline.toHandle());
            return new ServerProcess(name, URI.create("http://127.0.0.1:" + port), log, lifeline, started);
        } catch (IOException e) {
            throw new ScenarioException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** An archive of its classes, which may lie beside it, lets it start sooner. */
    private static List<String> archiveOf(Path program) {
        Path archive = program.toAbsolutePath().resolveSibling("danmaku.jsa");
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /** A shell's script that runs its arguments and kills them when this JVM ends. */
    static String lifeline() {
        try (InputStream in = ServerProcess.class.getResourceAsStream("lifeline.sh")) {
            if (in == null) {
                throw new IllegalStateException("lifeline.sh is missing beside " + ServerProcess.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ScenarioException("lifeline.sh cannot be read", e);
        }
    }

    /** Blocks until it is ready. */
    void awaitReady() throws InterruptedException {
        Api api = new Api(url);
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (api.get("/actuator/health/readiness", "").status() != 200) {
            if (!lifeline.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new ScenarioException("%s does not start:%n%s".formatted(name, said()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    String name() {
        return name;
    }

    URI url() {
        return url;
    }

    /** What it has started, by the beginning of its program's file name. */
    Optional<Path> programOfDescendant(String begin) {
        return program.descendants()
                .flatMap(child -> child.info().command().stream())
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(begin))
                .findFirst();
    }

    boolean isAlive() {
        return program.isAlive();
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        program.destroyForcibly();
    }

    /** Asks it to end, and ends it if it does not; blocks for some seconds. */
    @Override
    public void close() {
        program.destroy();
        try {
            if (!lifeline.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                program.destroyForcibly();
            }
        } catch (InterruptedException e) {
            program.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
