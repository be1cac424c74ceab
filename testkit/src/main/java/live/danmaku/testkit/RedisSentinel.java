package live.danmaku.testkit;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.Binaries;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.embedded.FileTree;
import live.danmaku.embedded.LoopbackPort;

/** A Redis Sentinel of its own process that makes a replica the master when the master has not answered for a second. */
public final class RedisSentinel implements AutoCloseable {

    private static final String NAME = "main";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final int port = LoopbackPort.free();
    private final Process process;

    private RedisSentinel(EmbeddedRedis master) throws IOException {
        folder = Files.createTempDirectory("danmaku-sentinel-");
        Path settings = folder.resolve("sentinel.conf");
        Files.writeString(settings, """
                bind 127.0.0.1
                port %d
                dir %s
                sentinel monitor %s 127.0.0.1 %d 1
                sentinel down-after-milliseconds %s 1000
                sentinel failover-timeout %s 5000
                """.formatted(port, folder, NAME, master.port(), NAME, NAME));
        process = new ProcessBuilder(
                        EmbeddedRedis.program(Binaries.sharedByUser()).toString(), settings.toString(), "--sentinel")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sentinel.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-sentinel"));
    }

    /** Starts one; blocks until it knows the master and its replica. */
    public static RedisSentinel watching(EmbeddedRedis master) {
        try {
            RedisSentinel sentinel = new RedisSentinel(master);
            await().atMost(PATIENCE).ignoreExceptions().until(sentinel::knowsAReplica);
            return sentinel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Redis URI that leads to whichever is the master. */
    public String address() {
        return "redis-sentinel://127.0.0.1:" + port + "#" + NAME;
    }

    private boolean knowsAReplica() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(1));
            socket.getOutputStream()
                    .write("SENTINEL REPLICAS %s\r\n".formatted(NAME).getBytes(StandardCharsets.US_ASCII));
            return !"*0".equals(answer.readLine());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
