package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The packaged program in several processes: one that brings the embedded engines with it, a front end at least, and
 * others that use them. All on free ports with temporary data.
 */
public final class DanmakuParts implements AutoCloseable {

    private static final String MYSQL = "danmaku";

    private final PackagedProgram program;
    private final ServerProcess front;
    private final String redis;
    private final String kafka;
    private final Map<String, String> engines = new HashMap<>();

    private DanmakuParts(
            PackagedProgram program, ServerProcess front, String redis, String kafka, int mySqlPort, Path keys)
            throws IOException {
        this.program = program;
        this.front = front;
        this.redis = redis;
        this.kafka = kafka;
        engines.put("DANMAKU_KAFKA_BOOTSTRAP_SERVERS", kafka);
        engines.put(
                "DANMAKU_MYSQL_URL",
                "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
                        .formatted(mySqlPort, MYSQL));
        engines.put("DANMAKU_TOKEN_KEY_FILE", keys.resolve("tokens.json").toString());
        engines.put("DANMAKU_MYSQL_USER", MYSQL);
        engines.put("DANMAKU_MYSQL_PASSWORD", Files.readString(keys.resolve("mysql-password")));
    }

    /** Starts the front end alone; blocks until it is ready. */
    public static DanmakuParts start() throws IOException, InterruptedException {
        return start("frontend", Pinning.NONE);
    }

    /**
     * Starts the first process; blocks until it is ready.
     *
     * @param roles the front end and others, separated by commas
     */
    public static DanmakuParts start(String roles, Pinning pinning) throws IOException, InterruptedException {
        PackagedProgram program = PackagedProgram.find();
        Path folder = TemporaryFolder.create();
        int port = FreePort.find(7);
        int kafka = port + 2;
        int mySql = port + 4;
        Map<String, String> environment = Map.of(
                "DANMAKU_DATA_DIR", folder.resolve("data").toString(),
                "DANMAKU_HTTP_PORT", Integer.toString(port),
                "DANMAKU_REDIS_PORT", Integer.toString(port + 1),
                "DANMAKU_KAFKA_PORT", Integer.toString(kafka),
                "DANMAKU_MYSQL_PORT", Integer.toString(mySql));
        ServerProcess front = start(program, roles, environment, folder, port, pinning);
        return new DanmakuParts(
                program,
                front,
                "redis://127.0.0.1:" + (port + 1),
                "127.0.0.1:" + kafka,
                mySql,
                folder.resolve("data/keys"));
    }

    /**
     * Starts a processor; blocks until it is ready. It reads no partition again when it is assigned anew, so that it can be
     * paused for longer than Kafka waits for it.
     *
     * @param redisUri how it reaches Redis
     * @param settings further environment variables
     */
    public ServerProcess startProcessor(String redisUri, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("DANMAKU_REDIS_URI", redisUri);
        environment.put("DANMAKU_REWIND", "0s");
        environment.putAll(settings);
        return startPart("processor", environment, Pinning.NONE);
    }

    /**
     * Starts a process that uses the engines of the first one; blocks until it is ready.
     *
     * @param roles separated by commas
     * @param settings further environment variables
     */
    public ServerProcess startPart(String roles, Map<String, String> settings, Pinning pinning)
            throws IOException, InterruptedException {
        Path folder = TemporaryFolder.create();
        int port = FreePort.find(1);
        Map<String, String> environment = new HashMap<>(engines);
        environment.put("DANMAKU_DATA_DIR", folder.resolve("data").toString());
        environment.put("DANMAKU_HTTP_PORT", Integer.toString(port));
        environment.put("DANMAKU_REDIS_URI", redis);
        environment.putAll(settings);
        return start(program, roles, environment, folder, port, pinning);
    }

    private static ServerProcess start(
            PackagedProgram program,
            String roles,
            Map<String, String> environment,
            Path folder,
            int port,
            Pinning pinning)
            throws IOException, InterruptedException {
        return ServerProcess.start(
                program.arguments("--roles=" + roles),
                environment,
                folder,
                port,
                "/actuator/health/readiness",
                pinning);
    }

    /** The front end. */
    public URI url() {
        return front.url();
    }

    /** {@code redis://127.0.0.1:<port>}. */
    public String redis() {
        return redis;
    }

    /** The bootstrap servers. */
    public String kafka() {
        return kafka;
    }

    /** What Redis has used of the CPU so far. */
    public Duration redisCpuTime() {
        return front.cpuTimeOf("redis-server");
    }

    @Override
    public void close() {
        front.close();
    }
}
