package live.danmaku.db.redis;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import live.danmaku.testkit.TestEngines;

/** One connection for all tests of this module. */
final class SharedRedis {

    static final RedisLink LINK = new RedisLink(TestEngines.redis(), Duration.ofSeconds(10));

    private SharedRedis() {}

    /** Where everything is read from it as well. */
    static ReadServers servers() {
        return new ReadServers(List.of(), LINK, Duration.ZERO, new ReadMetrics(new SimpleMeterRegistry()));
    }
}
