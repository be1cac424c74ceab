package live.danmaku.push.pusher.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.model.Priority;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.ops.RoomFigures;

/** What is counted of feeds. Thread-safe. */
public final class FeedMetrics {

    private final AtomicInteger topics = new AtomicInteger();
    private final AtomicInteger broadcastTopics = new AtomicInteger();
    private final Counter reads;
    private final Counter failures;
    private final Counter looks;
    private final Counter notifies;
    private final Counter broadcasts;
    private final Counter fromMemory;
    private final Counter fromStore;
    private final Counter askedAgain;
    private final Counter notifiesDropped;
    private final Counter broadcastsDropped;
    private final Map<Priority, Counter> leftOut = new EnumMap<>(Priority.class);
    private final Timer delay;
    private final Map<Topic, RoomFigures> served = new ConcurrentHashMap<>();

    public FeedMetrics(MeterRegistry registry) {
        Gauge.builder("danmaku.pusher.topics", topics, AtomicInteger::get)
                .description("Topics that connectors follow here")
                .register(registry);
        Gauge.builder("danmaku.pusher.topics.broadcast", broadcastTopics, AtomicInteger::get)
                .description("Topics whose content goes to all their connectors at once")
                .register(registry);
        reads = counter(registry, "danmaku.pusher.reads", "Pages read for all connectors together");
        looks = counter(registry, "danmaku.pusher.looks", "Topics whose end was looked at, many at a time");
        failures = counter(registry, "danmaku.pusher.read.failures", "Readings that the store did not answer");
        notifies = counter(registry, "danmaku.pusher.notifies", "Notify sent, each of one or several topics");
        broadcasts = counter(registry, "danmaku.pusher.broadcasts", "Batches sent to a connector unasked");
        fromMemory = pulls(registry, "memory");
        fromStore = pulls(registry, "store");
        askedAgain = pulls(registry, "later");
        notifiesDropped = dropped(registry, "notify");
        broadcastsDropped = dropped(registry, "batch");
        for (Priority priority : Priority.values()) {
            leftOut.put(
                    priority,
                    Counter.builder("danmaku.pusher.left.out")
                            .description("Messages left out for everybody, because the room's budget was spent")
                            .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        delay = Timer.builder("danmaku.pusher.delay")
                .description("From a hint to the Notify or the Batches")
                .publishPercentileHistogram()
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Counter pulls(MeterRegistry registry, String source) {
        return Counter.builder("danmaku.pusher.pulls")
                .description("Pulls answered, by where the messages came from; later: the connector has to ask again")
                .tag("source", source)
                .register(registry);
    }

    private static Counter dropped(MeterRegistry registry, String kind) {
        return Counter.builder("danmaku.pusher.dropped")
                .description("What was not sent because a connector did not keep up; it sees that and pulls")
                .tag("kind", kind)
                .register(registry);
    }

    int topics() {
        return topics.get();
    }

    void followed() {
        topics.incrementAndGet();
    }

    void serves(Topic topic, long sessions, PushMode mode) {
        served.put(topic, new RoomFigures(0, 0, sessions, mode.wireName()));
    }

    /** What connectors follow now, of rooms. */
    Map<RoomId, RoomFigures> rooms() {
        Map<RoomId, RoomFigures> rooms = new HashMap<>();
        served.forEach((topic, figures) -> topic.asRoom().ifPresent(room -> rooms.put(room, figures)));
        return rooms;
    }

    void forgotten(Topic topic, PushMode mode) {
        served.remove(topic);
        topics.decrementAndGet();
        if (mode == PushMode.BROADCAST) {
            broadcastTopics.decrementAndGet();
        }
    }

    void turnedTo(PushMode mode) {
        broadcastTopics.addAndGet(mode == PushMode.BROADCAST ? 1 : -1);
    }

    void lookedAt(int topics) {
        looks.increment(topics);
    }

    void read() {
        reads.increment();
    }

    void failed() {
        failures.increment();
    }

    void notified(boolean sent) {
        (sent ? notifies : notifiesDropped).increment();
    }

    void broadcast(int batches, boolean sent) {
        (sent ? broadcasts : broadcastsDropped).increment(batches);
    }

    void pulledFromMemory() {
        fromMemory.increment();
    }

    void pulledFromStore() {
        fromStore.increment();
    }

    void askedAgain() {
        askedAgain.increment();
    }

    void leftOut(Priority priority) {
        Objects.requireNonNull(leftOut.get(priority)).increment();
    }

    void told(long nanos) {
        delay.record(nanos, TimeUnit.NANOSECONDS);
    }
}
