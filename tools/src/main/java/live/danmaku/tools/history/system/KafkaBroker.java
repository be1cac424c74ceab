package live.danmaku.tools.history.system;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One Kafka node, broker and controller at once. Each client process has a listener of its own, which tells it to come by
 * its own wire, for a broker says where it is to be found.
 */
final class KafkaBroker implements Part {

    private static final long READY_WITHIN = TimeUnit.SECONDS.toNanos(180);
    private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAA";

    private final EngineFiles engines;
    private final Path folder;
    private final int node;
    private final boolean alone;
    private final Path settings;
    private final int innerPort = Ports.find(1);
    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, Wire> wires = new TreeMap<>();
    private volatile BoundProcess process;

    /**
     * Formats its folder and starts it; blocks for the formatting, {@link #awaitAnswer} waits for the rest.
     *
     * @param controllers the controllers' ports of all nodes, from node 1 on
     * @param clients names of the processes that come here
     */
    KafkaBroker(EngineFiles engines, Path folder, int node, List<Integer> controllers, List<String> clients)
            throws InterruptedException {
        this.engines = engines;
        this.folder = folder;
        this.node = node;
        this.alone = controllers.size() == 1;
        this.settings = folder.resolve(name() + ".properties");
        for (String client : clients) {
            int port = Ports.find(1);
            ports.put(client, port);
            wires.put(client, new Wire(client + "~" + name(), port));
        }
        writeSettings(controllers);
        BoundProcess format = BoundProcess.start(
                folder,
                name() + "-format",
                words("kafka.tools.StorageTool", "format", "--cluster-id", CLUSTER, "--config", settings.toString()),
                Map.of());
        format.awaitEnd();
        process = start();
    }

    private List<String> words(String... words) {
        List<String> command = new ArrayList<>(
                engines.java("320m", "-Djava.util.logging.config.file=" + folder.resolve("kafka-logging.properties")));
        command.addAll(List.of(words));
        return command;
    }

    private BoundProcess start() {
        return BoundProcess.start(folder, name(), words("kafka.Kafka", settings.toString()), Map.of());
    }

    private void writeSettings(List<Integer> controllers) {
        int copies = controllers.size();
        List<String> voters = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            voters.add("%d@127.0.0.1:%d".formatted(i + 1, controllers.get(i)));
        }
        List<String> listeners = new ArrayList<>(List.of("INNER://127.0.0.1:" + innerPort));
        List<String> advertised = new ArrayList<>(listeners);
        ports.forEach((client, port) -> listeners.add("%s://127.0.0.1:%d".formatted(listener(client), port)));
        wires.forEach((client, wire) -> advertised.add("%s://127.0.0.1:%d".formatted(listener(client), wire.port())));
        String protocols = ports.keySet().stream()
                .map(client -> "," + listener(client) + ":PLAINTEXT")
                .collect(joining());
        List<String> lines = List.of(
                "process.roles=broker,controller",
                "node.id=" + node,
                "controller.quorum.voters=" + String.join(",", voters),
                "controller.listener.names=CONTROLLER",
                "listeners=CONTROLLER://127.0.0.1:" + controllers.get(node - 1) + "," + String.join(",", listeners),
                "advertised.listeners=" + String.join(",", advertised),
                "inter.broker.listener.name=INNER",
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,INNER:PLAINTEXT" + protocols,
                "log.dirs=" + folder.resolve(name()),
                "auto.create.topics.enable=false",
                "default.replication.factor=" + copies,
                "min.insync.replicas=" + Math.min(2, copies),
                "offsets.topic.replication.factor=" + copies,
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=" + copies,
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=4",
                "share.coordinator.state.topic.replication.factor=" + copies,
                "share.coordinator.state.topic.min.isr=1",
                "share.coordinator.state.topic.num.partitions=4",
                "group.initial.rebalance.delay.ms=0",
                "num.network.threads=1",
                "num.io.threads=4",
                "background.threads=2",
                "broker.session.timeout.ms=" + (alone ? 3_000 : 6_000),
                "broker.heartbeat.interval.ms=" + (alone ? 500 : 1_000),
                "replica.lag.time.max.ms=8000",
                "log.cleaner.dedupe.buffer.size=8388608");
        try {
            Files.write(settings, lines);
            Files.writeString(
                    folder.resolve("kafka-logging.properties"),
                    "handlers=java.util.logging.ConsoleHandler\n.level=WARNING\n");
        } catch (IOException e) {
            throw new ScenarioException("%s cannot be written: %s".formatted(settings, e.getMessage()), e);
        }
    }

    private static String listener(String client) {
        return client.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    /** Blocks until its clients' ports are open. */
    void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN;
        while (!isOpen()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new ScenarioException("%s does not start:%n%s".formatted(name(), process.said()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isOpen() {
        for (int port : ports.values()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    Map<String, Wire> wires() {
        return wires;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public String name() {
        return "broker-" + node;
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
