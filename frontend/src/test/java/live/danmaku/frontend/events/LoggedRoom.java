package live.danmaku.frontend.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Hint;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.InMemoryTimeline;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;

/** A room whose log grows by comments {@code m1}, {@code m2}, …, and which counts how often it is read. */
final class LoggedRoom implements TimelineReader, HintSource {

    static final Topic TOPIC = Topic.room(new RoomId("r1"));

    private final long begin = System.currentTimeMillis();
    private final InMemoryTimeline timeline = new InMemoryTimeline(TimelineLimits.DEFAULT, System::currentTimeMillis);
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean away;
    private int said;

    /** Appends some comments, one by one. */
    void say(int count) {
        for (int i = 0; i < count; i++) {
            String id = "m" + ++said;
            byte[] payload =
                    "{\"id\":\"%s\",\"type\":\"comment\"}".formatted(id).getBytes(UTF_8);
            TimelineEntry entry = new TimelineEntry(said, new MessageId(id), MessageType.COMMENT, payload);
            timeline.append(new AppendBatch(TOPIC, begin, 0, -1, Cursor.ORIGIN, begin, List.of(entry)))
                    .toCompletableFuture()
                    .join();
        }
    }

    /** Readings fail until {@link #recover}. */
    void breakDown() {
        away = true;
    }

    void recover() {
        away = false;
    }

    /** Where the log ends. */
    Cursor end() {
        return ((ReadResult.Page)
                        timeline.read(new ReadRequest(TOPIC, new ReadFrom.Newest(), Set.of(MessageType.values()), 1))
                                .toCompletableFuture()
                                .join())
                .cursor();
    }

    /** What is there now, for {@link #putBack}. */
    Object keep() {
        return timeline.keep(TOPIC);
    }

    /** Loses what came after a moment. */
    void putBack(Object kept) {
        timeline.putBack(TOPIC, kept);
    }

    int reads() {
        return reads.get();
    }

    @Override
    public CompletionStage<ReadResult> read(ReadRequest request) {
        reads.incrementAndGet();
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        return timeline.read(request);
    }

    @Override
    public CompletionStage<Subscription> subscribe(Topic topic, Consumer<Hint> listener) {
        return timeline.subscribe(topic, listener);
    }
}
