package live.danmaku.standalone.engines;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the engines are started.
 *
 * @param enginesDir the folder of their jars
 * @param dataDir where they keep their data
 * @param engines any of {@code redis}, {@code kafka}, {@code mysql}
 * @param kafkaPort Kafka's controller listens on the next one
 * @param redisAuth whether Redis asks for a password, a random one; MySQL always does
 */
public record EnginesCommand(
        Path enginesDir,
        Path dataDir,
        List<String> engines,
        int redisPort,
        int kafkaPort,
        int mySqlPort,
        boolean redisAuth) {

    public static final int REDIS_PORT = 16379;
    public static final int KAFKA_PORT = 19092;
    public static final int MYSQL_PORT = 13306;

    /** Takes the child's JVM out of the terminal's session, so that Ctrl-C reaches it through its parent only. */
    private static final String DETACH =
            "command -v setsid >/dev/null && exec setsid \"$@\"; trap '' INT HUP; exec \"$@\"";

    public EnginesCommand {
        engines = List.copyOf(engines);
    }

    /** All engines on their usual ports. */
    public static EnginesCommand all(Path enginesDir, Path dataDir) {
        List<String> engines = List.of("redis", "kafka", "mysql");
        return new EnginesCommand(enginesDir, dataDir, engines, REDIS_PORT, KAFKA_PORT, MYSQL_PORT, false);
    }

    /** The file to which the child's JVM itself writes, should it have something to say. */
    Path log() {
        return dataDir.resolve("logs").resolve("engines.log");
    }

    List<String> words() {
        List<String> words = new ArrayList<>(List.of("sh", "-c", DETACH, "engines"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        words.addAll(List.of("-cp", enginesDir + File.separator + "*", "live.danmaku.embedded.EnginesMain"));
        words.addAll(List.of("--data-dir", dataDir.toString(), "--engines", String.join(",", engines)));
        words.addAll(List.of("--redis-port", Integer.toString(redisPort)));
        words.addAll(List.of("--kafka-port", Integer.toString(kafkaPort)));
        words.addAll(List.of("--mysql-port", Integer.toString(mySqlPort)));
        words.addAll(List.of("--redis-auth", Boolean.toString(redisAuth)));
        return List.copyOf(words);
    }
}
