package live.danmaku.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import live.danmaku.embedded.FileTree;
import live.danmaku.embedded.LoopbackPort;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka cluster of three brokers in this JVM. Clients reach each of them through a {@link FaultyProxy}, brokers each other directly: so
 * one of them can be frozen, as clients see it, while it goes on leading its partitions. Topics have one replica.
 */
public final class ThreeBrokers implements AutoCloseable {

    private static final int BROKERS = 3;

    private final Path folder;
    private final List<FaultyProxy> proxies = new ArrayList<>();
    private final List<KafkaRaftServer> servers = new ArrayList<>();

    private ThreeBrokers(Path folder) {
        this.folder = folder;
        String cluster = Uuid.randomUuid().toString();
        int controller = LoopbackPort.free();
        for (int node = 1; node <= BROKERS; node++) {
            int clients = LoopbackPort.free();
            FaultyProxy proxy = FaultyProxy.to(clients);
            proxies.add(proxy);
            Path logs = folder.resolve("broker" + node);
            format(cluster, node, logs);
            servers.add(new KafkaRaftServer(
                    new KafkaConfig(settings(node, logs, controller, clients, proxy.port())), Time.SYSTEM));
        }
        servers.parallelStream().forEach(KafkaRaftServer::startup);
    }

    /** Starts them; blocks until they are up. */
    public static ThreeBrokers start() {
        try {
            return new ThreeBrokers(Files.createTempDirectory("danmaku-brokers-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void format(String cluster, int node, Path logs) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(logs);
            new Formatter()
                    .setClusterId(cluster)
                    .setNodeId(node)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logs.toString())
                    .addDirectory(logs.toString())
                    .setPrintStream(nowhere)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + logs, e);
        }
    }

    private static Map<String, String> settings(int node, Path logs, int controller, int clients, int advertised) {
        String brokers = "BROKERS://127.0.0.1:" + LoopbackPort.free();
        Map<String, String> settings = new HashMap<>(Map.of(
                "process.roles",
                node == 1 ? "broker,controller" : "broker",
                "node.id",
                Integer.toString(node),
                "controller.quorum.voters",
                "1@127.0.0.1:" + controller,
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "BROKERS",
                "listeners",
                brokers + ",CLIENTS://127.0.0.1:" + clients
                        + (node == 1 ? ",CONTROLLER://127.0.0.1:" + controller : ""),
                "advertised.listeners",
                brokers + ",CLIENTS://127.0.0.1:" + advertised,
                "listener.security.protocol.map",
                "BROKERS:PLAINTEXT,CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                logs.toString(),
                "auto.create.topics.enable",
                "false"));
        settings.putAll(Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "num.network.threads", "2",
                "num.io.threads", "2",
                "background.threads", "1",
                "log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20)));
        return settings;
    }

    /** The bootstrap servers: all three. */
    public String address() {
        return proxies.stream().map(proxy -> "127.0.0.1:" + proxy.port()).collect(Collectors.joining(","));
    }

    /** Between clients and the broker of this id, from 1 on. */
    public FaultyProxy proxy(int broker) {
        return proxies.get(broker - 1);
    }

    /** The brokers' ids. */
    public List<Integer> ids() {
        return IntStream.rangeClosed(1, BROKERS).boxed().toList();
    }

    @Override
    public void close() {
        proxies.forEach(FaultyProxy::close);
        // The controller is the last: brokers tell it that they go.
        for (int i = BROKERS - 1; i >= 0; i--) {
            servers.get(i).shutdown();
            servers.get(i).awaitShutdown();
        }
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
