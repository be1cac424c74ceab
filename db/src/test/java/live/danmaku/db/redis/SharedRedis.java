package live.danmaku.db.redis;

import java.time.Duration;
import live.danmaku.testkit.TestEngines;

/** One connection for all tests of this module. */
final class SharedRedis {

    static final RedisLink LINK = new RedisLink(TestEngines.redis(), Duration.ofSeconds(10));

    private SharedRedis() {}
}
