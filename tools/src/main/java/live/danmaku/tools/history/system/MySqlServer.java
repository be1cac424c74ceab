package live.danmaku.tools.history.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The embedded MySQL, under the engines' own program, which ends with it. Every commit outlives {@code kill -9}. */
final class MySqlServer implements Part {

    private static final String DATABASE = "danmaku";
    private static final long READY_WITHIN = TimeUnit.SECONDS.toNanos(180);
    private static final String READY = "ready all";

    private final EngineFiles engines;
    private final Path folder;
    private final Path data;
    private final int port = Ports.find(1);
    private volatile BoundProcess process;

    /** Starts it; {@link #awaitAnswer} waits for it. */
    MySqlServer(EngineFiles engines, Path folder, Path data) {
        this.engines = engines;
        this.folder = folder;
        this.data = data;
        this.process = start();
    }

    private BoundProcess start() {
        List<String> command = new ArrayList<>(engines.java("64m"));
        command.addAll(List.of("live.danmaku.embedded.EnginesMain", "--data-dir", data.toString()));
        command.addAll(List.of("--engines", "mysql", "--mysql-port", Integer.toString(port)));
        command.addAll(List.of("--bin-dir", programs().toString()));
        return BoundProcess.start(folder, "mysql", unended(command), Map.of());
    }

    /** The program takes the end of its input for its parent's; this one is a pipe that it holds itself. */
    private List<String> unended(List<String> command) {
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "[ -p \"$0\" ] || mkfifo \"$0\"; exec \"$@\" 0<>\"$0\""));
        words.add(folder.resolve("mysql.input").toString());
        words.addAll(command);
        return words;
    }

    /** Those that integration tests have unpacked, when there are any. */
    private Path programs() {
        Path shared =
                Path.of(System.getProperty("java.io.tmpdir"), "danmaku-engines-" + System.getProperty("user.name"));
        return Files.isDirectory(shared) && Files.isWritable(shared) ? shared : data.resolve("bin");
    }

    /** Blocks. */
    void awaitAnswer() throws InterruptedException {
        awaitReadies(1);
    }

    private void awaitReadies(long count) throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN;
        while (readies() < count) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new ScenarioException("MySQL does not start:\n" + process.said());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private long readies() {
        try {
            return Files.readAllLines(folder.resolve("mysql.log")).stream()
                    .filter(line -> line.startsWith(READY))
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    int port() {
        return port;
    }

    /** How it is reached, once it has answered. */
    Map<String, String> settings(int reachedAt) {
        return Map.of(
                "DANMAKU_MYSQL_URL",
                "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
                        .formatted(reachedAt, DATABASE),
                "DANMAKU_MYSQL_USER",
                DATABASE,
                "DANMAKU_MYSQL_PASSWORD",
                password());
    }

    /** Made at its first start. */
    private String password() {
        try {
            return Files.readString(data.resolve("keys").resolve("mysql-password"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ProcessHandle> servers() {
        return process.handle()
                .descendants()
                .filter(child -> child.info()
                        .command()
                        .map(path -> Path.of(path).getFileName().toString())
                        .orElse("")
                        .startsWith("mysqld"))
                .toList();
    }

    @Override
    public String name() {
        return "mysql";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() throws InterruptedException {
        servers().forEach(ProcessHandle::destroyForcibly);
        process.awaitEnd();
    }

    @Override
    public void startAgain() throws InterruptedException {
        long before = readies();
        process = start();
        awaitReadies(before + 1);
    }

    @Override
    public void pause() {
        servers().forEach(server -> NativeSignal.send("STOP", server));
    }

    @Override
    public void resume() {
        servers().forEach(server -> NativeSignal.send("CONT", server));
    }
}
