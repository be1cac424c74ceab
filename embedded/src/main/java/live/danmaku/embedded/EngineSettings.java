package live.danmaku.embedded;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which engines to start, where their data lies, and on which ports of 127.0.0.1 they listen.
 *
 * @param kafkaPort Kafka's controller listens on the next one
 * @param redisAuth whether Redis has a password; MySQL always has one
 */
public record EngineSettings(
        Path dataFolder,
        Binaries binaries,
        Set<EngineKind> engines,
        int redisPort,
        int kafkaPort,
        int mySqlPort,
        boolean redisAuth) {

    public EngineSettings {
        engines = Set.copyOf(engines);
    }

    /** All engines on their usual ports, with their programs inside {@code dataFolder}. */
    public static EngineSettings in(Path dataFolder) {
        return new EngineSettings(
                dataFolder,
                Binaries.in(dataFolder),
                EnumSet.allOf(EngineKind.class),
                EmbeddedRedis.DEFAULT_PORT,
                EmbeddedKafka.DEFAULT_PORT,
                EmbeddedMySql.DEFAULT_PORT,
                false);
    }

    public EngineSettings with(Set<EngineKind> only) {
        return new EngineSettings(dataFolder, binaries, only, redisPort, kafkaPort, mySqlPort, redisAuth);
    }

    public EngineSettings with(Binaries shared) {
        return new EngineSettings(dataFolder, shared, engines, redisPort, kafkaPort, mySqlPort, redisAuth);
    }

    public EngineSettings withPorts(int redis, int kafka, int mySql) {
        return new EngineSettings(dataFolder, binaries, engines, redis, kafka, mySql, redisAuth);
    }

    public EngineSettings withRedisAuth(boolean wanted) {
        return new EngineSettings(dataFolder, binaries, engines, redisPort, kafkaPort, mySqlPort, wanted);
    }
}
