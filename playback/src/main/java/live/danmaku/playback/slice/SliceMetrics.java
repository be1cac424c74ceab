package live.danmaku.playback.slice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Where slices came from. */
final class SliceMetrics {

    final Counter redis;
    final Counter mysql;
    final Counter redisFailures;

    SliceMetrics(MeterRegistry registry) {
        redis = tier(registry, "redis");
        mysql = tier(registry, "mysql");
        redisFailures = Counter.builder("danmaku.replay.redis.failures")
                .description("Slices that the playback Redis could not be asked for")
                .register(registry);
    }

    private static Counter tier(MeterRegistry registry, String tier) {
        return Counter.builder("danmaku.replay.slices")
                .description("Slices that were read, by where they were found; those in memory are not counted")
                .tag("tier", tier)
                .register(registry);
    }
}
