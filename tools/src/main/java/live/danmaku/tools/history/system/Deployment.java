package live.danmaku.tools.history.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The system of a run. Thread-safe. */
public final class Deployment implements AutoCloseable {

    /** The readers of a run alone do not make a room hot, and one that was hot is soon cold. */
    private static final Map<String, String> HOT_ROOMS =
            Map.of("DANMAKU_HOT_ENTER", "60", "DANMAKU_HOT_LEAVE", "45", "DANMAKU_HOT_LEAVE_AFTER", "1s");

    /** How long a viewer may be silent. */
    public static final int PRESENCE_SECONDS = 15;

    private final Path program;
    private final Path folder;
    private final Path data;
    private final Layout layout;
    private final Map<String, String> settings;
    private final List<BoundPart> engines = new ArrayList<>();
    private final Map<String, ServerProcess> processes = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, Wire> wires = new TreeMap<>();
    private final RedisPair redis;
    private int added;

    /** An engine, and whether it lives. */
    private record BoundPart(String name, java.util.function.BooleanSupplier isAlive) {}

    /**
     * Starts everything; blocks until it is ready. Everything is in the folder.
     *
     * @param program the packaged program, with its engines beside it
     * @param settings environment variables for all processes
     */
    public Deployment(Path program, Path folder, Layout layout, Map<String, String> settings)
            throws InterruptedException {
        this.program = program;
        this.folder = folder.toAbsolutePath();
        this.data = this.folder.resolve("data");
        this.layout = layout;
        this.settings = settings;
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new ScenarioException("%s cannot be made: %s".formatted(data, e.getMessage()), e);
        }
        EngineFiles files = new EngineFiles(program);
        MySqlServer mySql = new MySqlServer(files, this.folder, data);
        List<KafkaBroker> brokers = startBrokers(files);
        redis = new RedisPair(files.unpackRedis(data), data);
        for (KafkaBroker broker : brokers) {
            broker.awaitAnswer();
            engine(broker, broker::isAlive);
        }
        mySql.awaitAnswer();
        engine(mySql, mySql::isAlive);
        engine(redis, redis::isAlive);
        parts.put("replica", redis.replica());
        try {
            startProcesses(mySql, brokers);
        } catch (ScenarioException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private List<KafkaBroker> startBrokers(EngineFiles files) throws InterruptedException {
        List<Integer> controllers = new ArrayList<>();
        for (int i = 0; i < layout.brokers(); i++) {
            controllers.add(Ports.find(1));
        }
        List<KafkaBroker> brokers = new ArrayList<>();
        for (int node = 1; node <= layout.brokers(); node++) {
            brokers.add(new KafkaBroker(files, data, node, controllers, layout.kafkaClients()));
        }
        return brokers;
    }

    private void engine(Part part, java.util.function.BooleanSupplier isAlive) {
        parts.put(part.name(), part);
        engines.add(new BoundPart(part.name(), isAlive));
    }

    private void startProcesses(MySqlServer mySql, List<KafkaBroker> brokers) throws InterruptedException {
        Map<String, Integer> links = new HashMap<>();
        layout.with("pusher").forEach(pusher -> links.put(pusher, Ports.find(1)));
        Map<String, Map<String, String>> environments = new LinkedHashMap<>();
        for (String name : layout.roles().keySet()) {
            Map<String, String> own = new HashMap<>(common(name));
            if (layout.storeClients().contains(name)) {
                own.put("DANMAKU_REDIS_URI", uri(redis.wireToMaster(name)));
                own.putAll(mySql.settings(
                        wire(new Wire(name + "~mysql", mySql.port())).port()));
            }
            if (name.equals(Layout.READS_REPLICA)) {
                own.put(
                        "DANMAKU_REDIS_READ_URIS",
                        "redis://127.0.0.1:" + redis.wireToReplica(name).port());
            }
            if (layout.kafkaClients().contains(name)) {
                own.put("DANMAKU_KAFKA_BOOTSTRAP_SERVERS", bootstrap(name, brokers));
            }
            if (links.containsKey(name)) {
                own.put("DANMAKU_LINK_PORT", Integer.toString(links.getOrDefault(name, 0)));
                own.put("DANMAKU_LINK_NAME", name);
            }
            if (layout.with("connector").contains(name)) {
                own.put("DANMAKU_WS_PORT", Integer.toString(Ports.find(1)));
                own.put("DANMAKU_TCP_PORT", Integer.toString(Ports.find(1)));
                own.put("DANMAKU_NODE_ID", name);
                own.put("DANMAKU_PUSHERS", pushers(name, links));
            }
            environments.put(name, own);
        }
        start(environments);
    }

    private Map<String, String> common(String name) {
        Map<String, String> common = new HashMap<>(HOT_ROOMS);
        common.put("DANMAKU_DATA_DIR", data.toString());
        common.put("DANMAKU_DEV_TOKENS", "true");
        common.put("DANMAKU_PRESENCE_MAX_AGE", PRESENCE_SECONDS + "s");
        common.put("DANMAKU_ARCHIVE_LEASE", "5s");
        common.putAll(settings);
        if (!name.equals(first())) {
            common.put(
                    "DANMAKU_TOKEN_KEY_FILE",
                    data.resolve("keys").resolve("tokens.json").toString());
        }
        return common;
    }

    private String first() {
        return layout.roles().keySet().iterator().next();
    }

    private String uri(Wire wire) {
        return "redis://127.0.0.1:" + wire(wire).port();
    }

    private Wire wire(Wire wire) {
        wires.put(wire.name(), wire);
        return wire;
    }

    private String bootstrap(String client, List<KafkaBroker> brokers) {
        List<String> addresses = new ArrayList<>();
        for (KafkaBroker broker : brokers) {
            Wire wire = broker.wires().get(client);
            if (wire != null) {
                addresses.add("127.0.0.1:" + wire(wire).port());
            }
        }
        return String.join(",", addresses);
    }

    private String pushers(String connector, Map<String, Integer> links) {
        List<String> addresses = new ArrayList<>();
        new TreeMap<>(links)
                .forEach((pusher, port) -> addresses.add("127.0.0.1:"
                        + wire(new Wire(connector + "~" + pusher, port)).port()));
        return String.join(",", addresses);
    }

    /** The first one makes the tables and the keys of tokens, then all others at once. */
    private void start(Map<String, Map<String, String>> environments) throws InterruptedException {
        for (Map.Entry<String, Map<String, String>> each : environments.entrySet()) {
            ServerProcess process =
                    server(each.getKey(), layout.roles().getOrDefault(each.getKey(), ""), each.getValue());
            if (each.getKey().equals(first())) {
                process.awaitReady();
            }
        }
        for (ServerProcess process : processes()) {
            process.awaitReady();
        }
    }

    private synchronized ServerProcess server(String name, String roles, Map<String, String> environment) {
        String heap = roles.contains("connector,pusher") ? "384m" : roles.contains("frontend") ? "256m" : "192m";
        ServerProcess process = new ServerProcess(program, folder, name, roles, heap, environment);
        processes.put(name, process);
        parts.put(name, process);
        return process;
    }

    /** Starts one more processor, on the first one's wires; blocks until it is ready. */
    public String addProcessor() throws InterruptedException {
        ServerProcess model = processes().stream()
                .filter(process -> process.has("processor"))
                .findFirst()
                .orElseThrow();
        String name = "processor-added-" + ++added;
        ServerProcess process = server(name, "processor", model.environment());
        process.awaitReady();
        return name;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public synchronized Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("part: '%s' (expected: one of %s)".formatted(name, parts.keySet()));
        }
        return part;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public Wire wire(String name) {
        Wire wire = wires.get(name);
        if (wire == null) {
            throw new IllegalArgumentException("wire: '%s' (expected: one of %s)".formatted(name, wires.keySet()));
        }
        return wire;
    }

    public RedisPair redis() {
        return redis;
    }

    /** All processes that have roles. */
    public synchronized List<ServerProcess> processes() {
        return List.copyOf(processes.values());
    }

    /** Those with a role. */
    public List<ServerProcess> processes(String role) {
        return processes().stream().filter(process -> process.has(role)).toList();
    }

    /** Of all front ends. */
    public List<URI> fronts() {
        return processes("frontend").stream().map(ServerProcess::url).toList();
    }

    /** Of one front end. */
    public URI url() {
        return fronts().get(0);
    }

    /** Processes that ended though nobody ended them. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        processes().stream().filter(process -> !process.isAlive()).forEach(process -> missing.add(process.name()));
        engines.stream()
                .filter(engine -> !engine.isAlive().getAsBoolean())
                .forEach(engine -> missing.add(engine.name()));
        return missing;
    }

    /** Ends all processes. */
    @Override
    public void close() {
        processes().forEach(ServerProcess::killNow);
        wires.values().forEach(Wire::close);
        for (BoundPart engine : engines) {
            try {
                part(engine.name()).kill();
            } catch (ScenarioException e) {
                // It ends with this program at the latest.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        try {
            redis.replica().kill();
        } catch (ScenarioException e) {
            // As above.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
