package live.danmaku.processor.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.PartitionEnds;
import live.danmaku.db.redis.RedisClosedTimelines;
import live.danmaku.db.redis.RedisGears;
import live.danmaku.db.redis.RedisGiftNotes;
import live.danmaku.db.redis.RedisHandovers;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisLosses;
import live.danmaku.db.redis.RedisMergeAgenda;
import live.danmaku.db.redis.RedisMerges;
import live.danmaku.db.redis.RedisPresence;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.db.redis.RedisWitness;
import live.danmaku.model.MessageType;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.processor.append.Appender;
import live.danmaku.processor.append.KnownTimelines;
import live.danmaku.processor.append.RewindAsks;
import live.danmaku.processor.gift.GiftAdmission;
import live.danmaku.processor.handover.EndOffsets;
import live.danmaku.processor.handover.HandoverGate;
import live.danmaku.processor.merge.DueMerges;
import live.danmaku.processor.merge.MergingTimeline;
import live.danmaku.processor.presence.PresenceRestoration;

/** All parts of a processor, wired as the role wires them. */
final class RunningProcessor implements AutoCloseable {

    private static final int POOL = 4;
    private static final Duration HEAD_START = Duration.ofSeconds(5);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RedisLink redis;
    private final GearWatch gears;
    private final KafkaCluster cluster;
    private final DeadLetters deadLetters;
    private final DueMerges dueMerges;
    private final Appender appender;
    private final RedisWitness witness;
    private final RecordConsumer consumer;

    /** @param ledger where gifts are entered; the caller's to close */
    RunningProcessor(KafkaSettings kafka, String redisUri, String group, GiftLedger ledger) {
        this(kafka, redisUri, group, ledger, Duration.ofSeconds(60));
    }

    /** @param reach the longest suffix that Redis may lose */
    RunningProcessor(KafkaSettings kafka, String redisUri, String group, GiftLedger ledger, Duration reach) {
        this(kafka, redisUri, group, ledger, reach, new InMemoryRooms());
    }

    /**
     * @param reach the longest suffix that Redis may lose
     * @param rooms which say what has ended
     */
    RunningProcessor(
            KafkaSettings kafka, String redisUri, String group, GiftLedger ledger, Duration reach, RoomStore rooms) {
        this(kafka, redisUri, group, ledger, reach, rooms, timeline -> timeline, ends -> ends);
    }

    /**
     * @param reach the longest suffix that Redis may lose
     * @param rooms which say what has ended
     * @param slowed what appends go through
     * @param mistaken what a test makes of the answers to where partitions end
     */
    RunningProcessor(
            KafkaSettings kafka,
            String redisUri,
            String group,
            GiftLedger ledger,
            Duration reach,
            RoomStore rooms,
            UnaryOperator<TimelineWriter> slowed,
            UnaryOperator<EndOffsets> mistaken) {
        ProcessorSettings settings = new ProcessorSettings(group, null, 500, reach);
        redis = new RedisLink(redisUri, Duration.ofSeconds(1));
        gears = new GearWatch(new RedisGears(redis));
        gears.start();
        deadLetters = new DeadLetters(kafka, registry);
        RedisTimeline timeline = new RedisTimeline(redis, TimelineLimits.DEFAULT);
        RedisMerges merges = new RedisMerges(redis, TimelineLimits.DEFAULT);
        RedisMergeAgenda agenda = new RedisMergeAgenda(redis);
        KnownTimelines known = new KnownTimelines(Clock.systemUTC());
        RewindAsks asks = new RewindAsks(known, reach, Clock.systemUTC());
        dueMerges = new DueMerges(merges, agenda, timeline, known, asks, HEAD_START, registry);
        appender = new Appender(
                slowed.apply(new MergingTimeline(timeline, merges, agenda)),
                Map.of(
                        MessageType.GIFT,
                        new GiftAdmission(
                                ledger, new RedisGiftNotes(redis), new RedisClosedTimelines(redis), registry)),
                Map.of(MessageType.MEMBER, new PresenceRestoration(new RedisPresence(redis))),
                deadLetters,
                known,
                asks,
                flow -> gears.gearOf(flow).isPooled() ? POOL : 1,
                Clock.systemUTC(),
                registry);
        cluster = new KafkaCluster(kafka);
        HandoverGate gate = new HandoverGate(
                new RedisHandovers(redis), mistaken.apply(new PartitionEnds(cluster)::of), appender::append, registry);
        witness = new RedisWitness(redis);
        consumer = new ReadingParts(
                        ConsumeConfiguration.consumer(kafka, settings),
                        settings,
                        appender,
                        gate,
                        deadLetters,
                        asks,
                        rooms,
                        Clock.systemUTC(),
                        registry)
                .recordConsumer(() -> ConsumeConfiguration.storeId(redis), new RedisLosses(redis), witness, () -> {});
        witness.start();
        consumer.start();
    }

    Appender appender() {
        return appender;
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
        witness.close();
        appender.close();
        dueMerges.close();
        deadLetters.close();
        cluster.close();
        gears.close();
        redis.close();
    }
}
