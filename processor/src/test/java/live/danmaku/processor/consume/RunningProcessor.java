package live.danmaku.processor.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.redis.RedisGiftNotes;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisMergeAgenda;
import live.danmaku.db.redis.RedisMerges;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.MessageType;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.processor.append.Appender;
import live.danmaku.processor.gift.GiftAdmission;
import live.danmaku.processor.merge.DueMerges;
import live.danmaku.processor.merge.MergingTimeline;

/** All parts of a processor, wired as the role wires them. */
final class RunningProcessor implements AutoCloseable {

    private static final Duration HEAD_START = Duration.ofSeconds(5);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RedisLink redis;
    private final DeadLetters deadLetters;
    private final DueMerges dueMerges;
    private final Appender appender;
    private final RecordConsumer consumer;

    /** @param ledger where gifts are entered; the caller's to close */
    RunningProcessor(KafkaSettings kafka, String redisUri, String group, GiftLedger ledger) {
        ProcessorSettings settings = new ProcessorSettings(group, null, 500, Duration.ofSeconds(60));
        redis = new RedisLink(redisUri, Duration.ofSeconds(1));
        deadLetters = new DeadLetters(kafka, registry);
        RedisTimeline timeline = new RedisTimeline(redis, TimelineLimits.DEFAULT);
        RedisMerges merges = new RedisMerges(redis, TimelineLimits.DEFAULT);
        RedisMergeAgenda agenda = new RedisMergeAgenda(redis);
        dueMerges = new DueMerges(merges, agenda, timeline, HEAD_START, registry);
        appender = new Appender(
                new MergingTimeline(timeline, merges, agenda),
                Map.of(MessageType.GIFT, new GiftAdmission(ledger, new RedisGiftNotes(redis), registry)),
                deadLetters,
                Clock.systemUTC(),
                registry);
        consumer = new RecordConsumer(
                ConsumeConfiguration.consumer(kafka, settings),
                appender,
                deadLetters,
                () -> ConsumeConfiguration.storeId(redis),
                settings);
        consumer.start();
    }

    double count(String counter) {
        return registry.find(counter).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    /** Ends it as a crash does: what is on its way to Redis is cut off. */
    void kill() {
        redis.close();
        close();
    }

    @Override
    public void close() {
        consumer.close();
        appender.close();
        dueMerges.close();
        deadLetters.close();
        redis.close();
    }
}
