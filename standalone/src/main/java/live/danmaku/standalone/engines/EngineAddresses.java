package live.danmaku.standalone.engines;

import org.jspecify.annotations.Nullable;

/**
 * Where the started engines are found; null for an engine that was not asked for.
 *
 * @param redis a Redis URI, with its password if it has one
 * @param kafka Kafka's bootstrap servers
 */
public record EngineAddresses(
        @Nullable String redis,
        @Nullable String kafka,
        @Nullable String mySqlUrl,
        @Nullable String mySqlUser,
        @Nullable String mySqlPassword) {

    static final EngineAddresses NONE = new EngineAddresses(null, null, null, null, null);

    /** These and the one that a line {@code ready <engine> <address> ...} tells, given as its words. */
    EngineAddresses with(String... ready) {
        return switch (ready[1]) {
            case "redis" -> new EngineAddresses(redisUri(ready), kafka, mySqlUrl, mySqlUser, mySqlPassword);
            case "kafka" -> new EngineAddresses(redis, ready[2], mySqlUrl, mySqlUser, mySqlPassword);
            case "mysql" -> new EngineAddresses(redis, kafka, ready[2], ready[3], ready[4]);
            default -> this;
        };
    }

    private static String redisUri(String... ready) {
        return ready.length == 3 ? ready[2] : ready[2].replaceFirst("://", "://:" + ready[3] + "@");
    }
}
