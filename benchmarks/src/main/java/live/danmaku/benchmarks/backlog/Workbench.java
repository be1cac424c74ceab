package live.danmaku.benchmarks.backlog;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.benchmarks.process.ServerProcess;
import live.danmaku.db.redis.RedisGears;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.timeline.TimelineLimits;

/**
 * A processor and all that is at hand to load it and to look at what it does. Everything but the processor reaches Redis
 * directly.
 */
public record Workbench(
        DanmakuParts danmaku,
        ServerProcess processor,
        RedisLink link,
        GearWatch gears,
        DirectProducer producer,
        RedisTimeline timeline,
        RedisProbe redis)
        implements AutoCloseable {

    private static final Duration REDIS_ANSWERS_WITHIN = Duration.ofSeconds(10);

    /**
     * Starts a processor; blocks until it is ready.
     *
     * @param processorsRedis how the processor reaches Redis
     * @param settings further environment variables of the processor
     */
    public static Workbench start(DanmakuParts danmaku, String processorsRedis, Map<String, String> settings)
            throws IOException, InterruptedException {
        ServerProcess processor = danmaku.startProcessor(processorsRedis, settings);
        RedisLink link = new RedisLink(danmaku.redis(), REDIS_ANSWERS_WITHIN);
        GearWatch gears = new GearWatch(new RedisGears(link));
        gears.start();
        return new Workbench(
                danmaku,
                processor,
                link,
                gears,
                new DirectProducer(danmaku.kafka(), gears),
                new RedisTimeline(link, TimelineLimits.DEFAULT),
                new RedisProbe(danmaku.redis()));
    }

    @Override
    public void close() {
        producer.close();
        redis.close();
        gears.close();
        link.close();
        processor.close();
    }
}
