package live.danmaku.processor.consume;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.PartitionEnds;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.model.MessageType;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.gear.HandoverBoard;
import live.danmaku.model.merge.MergeStore;
import live.danmaku.model.room.PresenceRepair;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.LossLog;
import live.danmaku.model.timeline.StoreWitness;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.processor.append.Appender;
import live.danmaku.processor.append.KnownTimelines;
import live.danmaku.processor.append.RewindAsks;
import live.danmaku.processor.gear.GearSettings;
import live.danmaku.processor.gift.GiftAdmission;
import live.danmaku.processor.handover.HandoverGate;
import live.danmaku.processor.merge.MergingTimeline;
import live.danmaku.processor.merge.RemindingAgenda;
import live.danmaku.processor.presence.PresenceRestoration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that read Kafka, and the appender they feed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProcessorSettings.class, GearSettings.class})
public class ConsumeConfiguration {

    /** A dead processor's partitions move on after this time; the brokers' least. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    /** Members learn of a rebalance by a heartbeat, and a partition that moves takes two rounds. */
    private static final int HEARTBEAT_MS = 500;

    /**
     * While a full partition is paused, a fetch for the others is out and may wait for records at the broker. The partition
     * is fetched only after that one is answered, so it must not wait for longer than what is pending lasts.
     */
    private static final int FETCH_WAITS_MS = 20;

    private static final int STORE_ANSWERS_WITHIN_S = 2;

    @Bean
    DeadLetters deadLetters(KafkaSettings kafka, MeterRegistry registry) {
        return new DeadLetters(kafka, registry);
    }

    @Bean
    KnownTimelines knownTimelines(Clock clock) {
        return new KnownTimelines(clock);
    }

    @Bean
    RewindAsks rewindAsks(KnownTimelines known, ProcessorSettings settings, Clock clock) {
        return new RewindAsks(known, settings.rewind(), clock);
    }

    @Bean
    Appender appender(
            TimelineWriter timeline,
            MergeStore merges,
            RemindingAgenda agenda,
            GiftAdmission gifts,
            PresenceRepair presence,
            DeadLetters deadLetters,
            KnownTimelines known,
            RewindAsks asks,
            GearWatch gears,
            GearSettings settings,
            Clock clock,
            MeterRegistry registry) {
        return new Appender(
                new MergingTimeline(timeline, merges, agenda),
                Map.of(MessageType.GIFT, gifts),
                Map.of(MessageType.MEMBER, new PresenceRestoration(presence)),
                deadLetters,
                known,
                asks,
                flow -> gears.gearOf(flow).isPooled() ? settings.pool() : 1,
                clock,
                registry);
    }

    @Bean
    HandoverGate handoverGate(HandoverBoard board, KafkaCluster kafka, Appender appender, MeterRegistry registry) {
        return new HandoverGate(board, new PartitionEnds(kafka)::of, appender::append, registry);
    }

    @Bean
    ReadingParts readingParts(
            KafkaSettings kafka,
            ProcessorSettings settings,
            Appender appender,
            HandoverGate gate,
            DeadLetters deadLetters,
            RewindAsks asks,
            RoomStore rooms,
            Clock clock,
            MeterRegistry registry) {
        return new ReadingParts(
                consumer(kafka, settings), settings, appender, gate, deadLetters, asks, rooms, clock, registry);
    }

    @Bean(initMethod = "start")
    RecordConsumer recordConsumer(
            ReadingParts parts,
            RedisLink redis,
            LossLog losses,
            StoreWitness witness,
            ApplicationEventPublisher events) {
        // Whoever looks after processes is to see that this one does nothing any more.
        Runnable ended = () -> AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
        return parts.recordConsumer(() -> storeId(redis), losses, witness, ended);
    }

    static Optional<String> storeId(RedisLink redis) {
        try {
            return Optional.of(redis.storeId().toCompletableFuture().get(STORE_ANSWERS_WITHIN_S, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    static Consumer<byte[], byte[]> consumer(KafkaSettings kafka, ProcessorSettings settings) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAITS_MS);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        if (settings.instanceId() != null && !settings.instanceId().isEmpty()) {
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId());
        }
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
