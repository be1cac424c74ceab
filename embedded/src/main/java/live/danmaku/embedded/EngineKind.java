package live.danmaku.embedded;

import java.util.Arrays;
import java.util.Locale;

/** The engines there are, with the names by which people and programs call them. */
public enum EngineKind {
    REDIS("Redis", "7.0.15", "DANMAKU_REDIS_PORT"),
    KAFKA("Kafka", "4.2", "DANMAKU_KAFKA_PORT"),
    MYSQL("MySQL", "8.0.31", "DANMAKU_MYSQL_PORT");

    private final String title;
    private final String version;
    private final String portVariable;

    EngineKind(String title, String version, String portVariable) {
        this.title = title;
        this.version = version;
        this.portVariable = portVariable;
    }

    /** The name in messages to people: {@code MySQL}. */
    public String title() {
        return title;
    }

    /** The version that comes with this module. */
    public String version() {
        return version;
    }

    /** The name in arguments and on the child's output: {@code mysql}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable with which a person chooses this engine's port. */
    String portVariable() {
        return portVariable;
    }

    /** The kind called {@code word}; throws {@link IllegalArgumentException} when there is none. */
    public static EngineKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "engine: " + word + " (expected: any of redis, kafka, mysql, separated by commas)"));
    }
}
