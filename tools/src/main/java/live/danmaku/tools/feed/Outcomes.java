package live.danmaku.tools.feed;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What became of the messages sent, as far as the sender was told. Thread-safe. */
final class Outcomes {

    private final Map<String, Long> acceptedAt = new ConcurrentHashMap<>();
    private final Set<String> acceptedMergeable = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> rejections = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> unclear = new ConcurrentHashMap<>();
    private final Set<String> unclearIds = ConcurrentHashMap.newKeySet();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final AtomicLong mostBehindNanos = new AtomicLong();

    void accepted(FeedMessage message) {
        if (message.visibleOnce()) {
            acceptedAt.put(message.id(), System.nanoTime());
        } else {
            acceptedMergeable.add(message.id());
        }
        done.increment();
    }

    void rejected(FeedMessage message, String reason) {
        rejections.computeIfAbsent(reason, first -> new LongAdder()).increment();
        done.increment();
    }

    /** Given up; it may have been accepted. */
    void unclear(FeedMessage message, String reason) {
        unclearIds.add(message.id());
        unclear.computeIfAbsent(reason, first -> new LongAdder()).increment();
        done.increment();
    }

    void repeated() {
        repeats.increment();
    }

    /** @param nanos how long after its time a message was sent; negative counts as none */
    void behind(long nanos) {
        mostBehindNanos.accumulateAndGet(nanos, Math::max);
    }

    /** Messages with an outcome. */
    long done() {
        return done.sum();
    }

    /** Ids that readers must see once, with the {@link System#nanoTime()} at which the 202 came. */
    Map<String, Long> acceptedAt() {
        return acceptedAt;
    }

    /** Ids of accepted messages that the server may merge. */
    Set<String> acceptedMergeable() {
        return acceptedMergeable;
    }

    Set<String> unclearIds() {
        return unclearIds;
    }

    Map<String, Long> rejections() {
        return sums(rejections);
    }

    Map<String, Long> unclear() {
        return sums(unclear);
    }

    long repeats() {
        return repeats.sum();
    }

    long mostBehindNanos() {
        return mostBehindNanos.get();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        Map<String, Long> sums = new TreeMap<>();
        adders.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}
