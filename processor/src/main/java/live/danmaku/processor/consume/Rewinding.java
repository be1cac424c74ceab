package live.danmaku.processor.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import live.danmaku.processor.append.Appender;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions again when the store has lost something. A topic's messages come from several partitions, and what
 * one of them repairs may need the others', such as a notice of deletion. Owned by the consumer's thread.
 */
final class Rewinding {

    private static final Logger log = LoggerFactory.getLogger(Rewinding.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionProgress> progress;
    private final Appender appender;
    private final Losses losses;
    private final Rewind rewind;
    private final Commits commits;
    private final Supplier<Optional<String>> storeId;
    private final Duration reach;
    private final Clock clock;
    private final Counter rewinds;

    Rewinding(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, PartitionProgress> progress,
            Appender appender,
            Losses losses,
            Rewind rewind,
            Commits commits,
            Supplier<Optional<String>> storeId,
            Duration reach,
            Clock clock,
            MeterRegistry registry) {
        this.consumer = consumer;
        this.progress = progress;
        this.appender = appender;
        this.losses = losses;
        this.rewind = rewind;
        this.commits = commits;
        this.storeId = storeId;
        this.reach = reach;
        this.clock = clock;
        this.rewinds = Counter.builder("danmaku.rewinds")
                .description("Times all partitions were read again because the store had lost something")
                .register(registry);
    }

    /** Reads again if there is a loss. What fails is left as it was, and tried again at the next call. */
    void turn() {
        OptionalLong lost = losses.since();
        if (lost.isPresent()) {
            // Whatever is found now, the reach before now may be lost.
            rewind(Math.min(lost.getAsLong(), clock.millis() - reach.toMillis()));
        }
    }

    private void rewind(long since) {
        Optional<String> store = losses.isStoreAnother() ? storeId.get() : Optional.empty();
        Map<TopicPartition, Beginning> beginnings = rewind.onLoss(progress, since, store);
        boolean isAnother = progress.values().stream().anyMatch(its -> its.isElsewhere(store));
        log.warn("what was sent in the last {} ms is read again", clock.millis() - since);
        progress.values().forEach(its -> its.delivery().end());
        long lostUntil = clock.millis() + Rewind.CLOCKS_DIFFER_BY_MS;
        beginnings.forEach((partition, beginning) -> {
            consumer.seek(partition, beginning.offset());
            progress.computeIfPresent(partition, (same, its) -> its.afterLoss(beginning, lostUntil));
        });
        appender.forgetSince(isAnother ? Long.MIN_VALUE : since + reach.toMillis());
        rewinds.increment();
        losses.settled();
        // Whoever looks at committed offsets must not take for done what is being repaired.
        commits.takeBack();
    }
}
