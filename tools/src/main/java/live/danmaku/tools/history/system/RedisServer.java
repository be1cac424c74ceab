package live.danmaku.tools.history.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One Redis with an append-only file, which is written before a command is answered: {@code kill -9} loses nothing.
 * Thread-safe.
 */
final class RedisServer implements Part {

    private static final long READY_WITHIN = TimeUnit.SECONDS.toNanos(60);

    private final Path program;
    private final Path folder;
    private final String name;
    private final int port = Ports.find(1);
    private volatile BoundProcess process;

    /** Starts it; blocks until it answers. */
    RedisServer(Path program, Path folder, String name) throws InterruptedException {
        this.program = program;
        this.folder = folder.resolve(name);
        this.name = name;
        try {
            Files.createDirectories(this.folder);
        } catch (IOException e) {
            throw new ScenarioException("%s cannot be made: %s".formatted(this.folder, e.getMessage()), e);
        }
        process = start();
        awaitAnswer();
    }

    private BoundProcess start() {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--bind", "127.0.0.1"));
        command.addAll(List.of("--port", Integer.toString(port), "--save", "", "--set-proc-title", "no"));
        // Never rewritten, so that its beginning is what it was at any earlier time.
        command.addAll(List.of("--appendonly", "yes", "--auto-aof-rewrite-percentage", "0"));
        command.addAll(List.of("--repl-diskless-sync-delay", "0"));
        return BoundProcess.start(folder, name, command, Map.of());
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN;
        while (!answersPing()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new ScenarioException("%s does not start:%n%s".formatted(name, process.said()));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean answersPing() {
        try (RespClient client = client()) {
            return "PONG".equals(client.call("PING"));
        } catch (IOException e) {
            return false;
        }
    }

    RespClient client() throws IOException {
        return new RespClient(port);
    }

    int port() {
        return port;
    }

    /** @throws ScenarioException when it does not do it */
    @Nullable
    Object call(String... words) {
        try (RespClient client = client()) {
            return client.call(words);
        } catch (IOException e) {
            throw new ScenarioException("%s does not do %s: %s".formatted(name, words[0], e.getMessage()), e);
        }
    }

    /** How long its files are, by name; what comes later is behind. */
    Map<Path, Long> mark() {
        Map<Path, Long> lengths = new HashMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("appendonlydir"))) {
            for (Path file : files.toList()) {
                lengths.put(file, Files.size(file));
            }
        } catch (IOException e) {
            throw new ScenarioException("the files of %s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
        return lengths;
    }

    /** Loses what it has written since; only while it is dead. */
    void goBackTo(Map<Path, Long> mark) {
        mark.forEach((file, length) -> {
            try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
                channel.truncate(length);
            } catch (IOException e) {
                throw new ScenarioException("%s cannot be cut: %s".formatted(file, e.getMessage()), e);
            }
        });
    }

    @Override
    public String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void startAgain() throws InterruptedException {
        process = start();
        awaitAnswer();
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
