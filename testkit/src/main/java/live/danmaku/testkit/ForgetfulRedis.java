package live.danmaku.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import live.danmaku.embedded.EmbeddedRedis;

/**
 * A Redis that can lose everything since a mark, as readers and writers see it when a master fails before its replica had the
 * last writes: all keys go back at once, connections break, and the server that answers at the same address has another
 * replication id. Blocks; for one thread.
 */
public final class ForgetfulRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedRedis redis = TestEngines.ownRedis("--appendonly", "no");
    private final Path folder = folderOf(say("CONFIG GET dir"));

    public String address() {
        return redis.address();
    }

    /** The server itself, to be paused, killed and restarted. */
    public EmbeddedRedis server() {
        return redis;
    }

    /** What is there now is what {@link #lose} goes back to. */
    public void mark() {
        String answer = say("SAVE");
        if (!answer.startsWith("+OK")) {
            throw new IllegalStateException("SAVE answered " + answer);
        }
        copy("dump.rdb", "mark.rdb");
    }

    /** Kills the server and starts it with what it had at the mark. */
    public void lose() {
        kill();
        restart();
    }

    /** The first half of {@link #lose}: nothing answers any more. */
    public void kill() {
        redis.kill();
    }

    /** The other half. */
    public void restart() {
        copy("mark.rdb", "dump.rdb");
        redis.restart();
    }

    private static Path folderOf(String answer) {
        return Path.of(answer.split("\r\n", -1)[4]);
    }

    private void copy(String from, String to) {
        try {
            Files.copy(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String say(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
