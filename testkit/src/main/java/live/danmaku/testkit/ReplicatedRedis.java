package live.danmaku.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.embedded.EmbeddedRedis;

/** A Redis master with replicas, all of them the caller's own, to be killed, cut off and brought back. */
public final class ReplicatedRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EmbeddedRedis master;
    private final List<EmbeddedRedis> replicas;

    private ReplicatedRedis(EmbeddedRedis master, List<EmbeddedRedis> replicas) {
        this.master = master;
        this.replicas = replicas;
    }

    /** Starts them; blocks until the replicas follow the master. */
    public static ReplicatedRedis start(int replicas) {
        EmbeddedRedis master = TestEngines.ownRedis("--repl-diskless-sync-delay", "0");
        ReplicatedRedis redis = new ReplicatedRedis(
                master,
                IntStream.range(0, replicas)
                        .mapToObj(
                                n -> TestEngines.ownRedis("--replicaof", "127.0.0.1", Integer.toString(master.port())))
                        .toList());
        IntStream.range(0, replicas).forEach(redis::awaitFollowing);
        return redis;
    }

    public EmbeddedRedis master() {
        return master;
    }

    /** @param number from 0 on */
    public EmbeddedRedis replica(int number) {
        return replicas.get(number);
    }

    /** Cuts a replica off from its master. It goes on answering, and learns nothing. */
    public void cutOff(int number) {
        // Nobody listens there.
        follow(number, 1);
    }

    /** Lets a replica follow its master again, soon. */
    public void follow(int number) {
        follow(number, master.port());
    }

    /** Lets a replica follow its master again; blocks until it does. */
    public void reconnect(int number) {
        follow(number);
        awaitFollowing(number);
    }

    private void follow(int number, int port) {
        say(replicas.get(number).port(), "REPLICAOF 127.0.0.1 " + port);
    }

    private void awaitFollowing(int number) {
        await().atMost(PATIENCE)
                .until(() ->
                        say(replicas.get(number).port(), "INFO replication").contains("master_link_status:up"));
    }

    private static String say(int port, String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        replicas.forEach(EmbeddedRedis::close);
        master.close();
    }
}
