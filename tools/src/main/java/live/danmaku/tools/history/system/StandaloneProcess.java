package live.danmaku.tools.history.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program as people start it first: all roles in one process, with embedded engines, on free ports. */
public final class StandaloneProcess implements AutoCloseable {

    private static final long READY_WITHIN_SECONDS = 240;
    private static final String NAME = "server";

    private final Path folder;
    private final BoundProcess process;
    private final URI url;
    private final int linkPort;

    private StandaloneProcess(Path folder, BoundProcess process, URI url, int linkPort) {
        this.folder = folder;
        this.process = process;
        this.url = url;
        this.linkPort = linkPort;
    }

    /**
     * Starts it; blocks until it is ready.
     *
     * @param folder for its data and its log
     * @throws ScenarioException when it does not start
     */
    public static StandaloneProcess start(Path program, Path folder) throws InterruptedException {
        int http = Ports.find(1);
        int link = Ports.find(1);
        Map<String, String> settings = new HashMap<>();
        settings.put("DANMAKU_DATA_DIR", folder.resolve("data").toString());
        settings.put("DANMAKU_HTTP_PORT", Integer.toString(http));
        settings.put("DANMAKU_LINK_PORT", Integer.toString(link));
        settings.put("DANMAKU_KAFKA_PORT", Integer.toString(Ports.find(2)));
        for (String port : List.of("REDIS", "MYSQL", "WS", "TCP")) {
            settings.put("DANMAKU_" + port + "_PORT", Integer.toString(Ports.find(1)));
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-jar",
                program.toAbsolutePath().toString());
        StandaloneProcess server = new StandaloneProcess(
                folder,
                BoundProcess.start(folder, NAME, command, settings),
                URI.create("http://127.0.0.1:" + http),
                link);
        server.awaitReady();
        return server;
    }

    private void awaitReady() throws InterruptedException {
        Api api = new Api(url);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (api.get("/actuator/health/readiness", "").status() != 200) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                process.killNow();
                throw new ScenarioException("the server does not start:%n%s".formatted(process.said()));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    public URI url() {
        return url;
    }

    /** Where its pusher listens for connectors. */
    public int linkPort() {
        return linkPort;
    }

    public long pid() {
        return process.handle().pid();
    }

    public Path log() {
        return folder.resolve(NAME + ".log");
    }

    /** Ends it as {@code kill} does, so that it ends its engines. */
    @Override
    public void close() throws IOException {
        process.handle().destroy();
        try {
            process.awaitEnd();
        } catch (InterruptedException e) {
            process.killNow();
            Thread.currentThread().interrupt();
        }
    }
}
