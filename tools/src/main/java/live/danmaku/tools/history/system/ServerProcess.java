package live.danmaku.tools.history.system;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The packaged program with some of its roles, in a process of its own. Thread-safe. */
public final class ServerProcess implements Part {

    private static final Duration READY_WITHIN = Duration.ofSeconds(240);

    private final Path program;
    private final Path folder;
    private final String name;
    private final String roles;
    private final String heap;
    private final Map<String, String> environment;
    private final URI url;
    private final FakeClock clock;
    private volatile BoundProcess process;

    /**
     * Starts it; {@link #awaitReady} waits for it.
     *
     * @param folder for its log, {@code <name>.log}
     * @param heap such as {@code 256m}
     */
    ServerProcess(Path program, Path folder, String name, String roles, String heap, Map<String, String> environment) {
        int port = Ports.find(1);
        this.program = program;
        this.folder = folder;
        this.name = name;
        this.roles = roles;
        this.heap = heap;
        this.clock = new FakeClock(folder, name);
        this.environment = new HashMap<>(environment);
        this.environment.putAll(clock.environment());
        this.environment.put("DANMAKU_HTTP_PORT", Integer.toString(port));
        this.url = URI.create("http://127.0.0.1:" + port);
        this.process = start();
    }

    private BoundProcess start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Xshare:auto");
        command.addAll(archiveOf(program));
        command.addAll(List.of("-jar", program.toAbsolutePath().toString(), "--roles=" + roles));
        return BoundProcess.start(folder, name, command, environment);
    }

    /** An archive of its classes, which may lie beside it, lets it start sooner. */
    private static List<String> archiveOf(Path program) {
        Path archive = program.toAbsolutePath().resolveSibling("danmaku.jsa");
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /** Blocks until it is ready. One that ends at its start, as when a store does not answer, is started again. */
    void awaitReady() throws InterruptedException {
        Api api = new Api(url);
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (api.get("/actuator/health/readiness", "").status() != 200) {
            if (System.nanoTime() > deadline) {
                throw new ScenarioException("%s does not start:%n%s".formatted(name, process.said()));
            }
            if (!process.isAlive()) {
                process = start();
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @Override
    public String name() {
        return name;
    }

    public URI url() {
        return url;
    }

    /** What it was started with, less what is its own. */
    Map<String, String> environment() {
        Map<String, String> shared = new HashMap<>(environment);
        clock.environment().keySet().forEach(shared::remove);
        return shared;
    }

    /** Whether it is one of these roles' processes. */
    boolean has(String role) {
        return List.of(roles.split(",", -1)).contains(role);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it holds of the machine's memory, in KB; empty when that cannot be told. */
    public OptionalLong residentKb() {
        return ProcessMemory.residentKb(process.handle());
    }

    /** Its clock, from its next start on the machine's again. */
    public FakeClock clock() {
        return clock;
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Does not wait. */
    void killNow() {
        process.killNow();
    }

    @Override
    public void startAgain() throws InterruptedException {
        process = start();
        awaitReady();
    }

    @Override
    public void pause() {
        NativeSignal.send("STOP", process.handle());
    }

    @Override
    public void resume() {
        NativeSignal.send("CONT", process.handle());
    }
}
