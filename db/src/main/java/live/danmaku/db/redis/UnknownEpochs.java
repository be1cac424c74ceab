package live.danmaku.db.redis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Epoch;

/**
 * Epochs that readers came with, that their replica does not know, while the master could not be asked. Such an epoch is
 * newer than the replica, or lost. For a while it counts as newer, so that nobody is told of a gap because a replica is
 * late; then as lost, so that nobody waits for ever. Thread-safe.
 */
final class UnknownEpochs {

    /** As long as a process may be paused and come back. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST = 10_000;

    private final LongSupplier nanos;
    private final Map<Unknown, Long> metAt = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Unknown, Long> eldest) {
            return size() > MOST;
        }
    };

    private record Unknown(Topic topic, Epoch epoch) {}

    /** @param nanos a steady clock, such as {@link System#nanoTime} */
    UnknownEpochs(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized boolean mayBeNewer(Topic topic, Epoch epoch) {
        long now = nanos.getAsLong();
        long first = metAt.computeIfAbsent(new Unknown(topic, epoch), unknown -> now);
        return now - first < PATIENCE.toNanos();
    }
}
