package live.danmaku.processor.consume;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.LossLog;
import live.danmaku.model.timeline.StoreWitness;
import live.danmaku.processor.append.Appender;
import live.danmaku.processor.append.Parking;
import live.danmaku.processor.append.RewindAsks;
import live.danmaku.processor.handover.HandoverGate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What the consumer's thread works with, put together around the partitions that it shares. */
record ReadingParts(
        Consumer<byte[], byte[]> consumer,
        ProcessorSettings settings,
        Appender appender,
        HandoverGate gate,
        Parking parking,
        RewindAsks asks,
        RoomStore rooms,
        Clock clock,
        MeterRegistry registry) {

    /**
     * @param storeId asks which store the timelines are in; blocks; empty when it cannot be reached
     * @param ended see {@link RecordConsumer}
     */
    RecordConsumer recordConsumer(
            Supplier<Optional<String>> storeId, LossLog told, StoreWitness witness, Runnable ended) {
        Map<TopicPartition, PartitionProgress> progress = new LinkedHashMap<>();
        Rewind rewind = new Rewind(consumer, settings.rewind(), clock);
        Commits commits = new Commits(consumer, progress);
        Losses losses = new Losses(asks, new LossNews(told), new WitnessedLosses(witness), settings.rewind());
        return new RecordConsumer(
                consumer,
                gate,
                new Assignments(consumer, progress, appender, gate, rewind, commits, storeId),
                new PartitionReader(
                        consumer, progress, gate, parking, new EndedRooms(rooms), settings.mostPending(), registry),
                new Rewinding(
                        consumer,
                        progress,
                        appender,
                        losses,
                        rewind,
                        commits,
                        storeId,
                        settings.rewind(),
                        clock,
                        registry),
                commits,
                ended,
                registry);
    }
}
