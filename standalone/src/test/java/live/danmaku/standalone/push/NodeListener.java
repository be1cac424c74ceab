package live.danmaku.standalone.push;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.danmaku.standalone.StandaloneServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of {@code interop/listen.js}, in a process of its own. */
final class NodeListener implements Listener {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final long ENDS_WITHIN_SECONDS = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path errors;
    private final Thread reading;
    private final List<Told> told = new CopyOnWriteArrayList<>();

    /** @param event {@code joined}, {@code comment} or {@code gift} */
    private record Told(String event, String said) {}

    private NodeListener(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        reading = new Thread(this::read, "node-listener");
        reading.setDaemon(true);
        reading.start();
    }

    /** Starts the client and waits until it is in the room. */
    static NodeListener join(StandaloneServer server, String name, String room) {
        Path folder = Path.of("target", "interop").toAbsolutePath();
        try {
            Path errors = Files.createTempFile(folder, name, ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            "node",
                            "listen.js",
                            name,
                            Integer.toString(server.webSocketPort()),
                            Integer.toString(server.tcpPort()),
                            room)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile());
            // Some clients unpack batches on several threads at once and tell them as they get done.
            builder.environment().put("UV_THREADPOOL_SIZE", "1");
            NodeListener client = new NodeListener(builder.start(), errors);
            client.awaitJoined();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitJoined() {
        try {
            await().atMost(STARTS_WITHIN).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the client ended: " + Files.readString(errors));
                }
                return !said("joined").isEmpty();
            });
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode one = JSON.readTree(line);
                told.add(new Told(
                        one.path("event").stringValue(), one.path("said").asString("")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> comments() {
        return said("comment");
    }

    @Override
    public List<String> gifts() {
        return said("gift");
    }

    private List<String> said(String event) {
        return told.stream()
                .filter(one -> one.event().equals(event))
                .map(Told::said)
                .toList();
    }

    @Override
    public void leave() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the client does not end");
        }
        reading.join(TimeUnit.SECONDS.toMillis(ENDS_WITHIN_SECONDS));
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the client failed: " + Files.readString(errors));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
