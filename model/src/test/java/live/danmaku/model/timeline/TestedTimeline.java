package live.danmaku.model.timeline;

import static live.danmaku.model.timeline.Appends.comments;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.ReadResult.Page;

/** A timeline that a contract is held against, and the words that contracts are written in. */
interface TestedTimeline {

    Set<MessageType> ALL = EnumSet.allOf(MessageType.class);
    long NOW = System.currentTimeMillis();
    long MINUTE = 60_000;

    /** A room of this test's own. */
    Topic topic();

    TimelineWriter writer(TimelineLimits limits);

    TimelineReader reader();

    MessageFinder finder();

    HintSource hints();

    TimelineRelease release();

    /** Loses a topic's log without a trace. */
    void lose(Topic topic);

    /** What is there of a topic now, for {@link #putBack}. */
    Object keep(Topic topic);

    /** Loses what came after a moment, as a fail-over does to another server that knows no more than that. */
    void putBack(Topic topic, Object kept);

    default Appended append(AppendBatch batch) {
        return (Appended) get(writer(TimelineLimits.DEFAULT).append(batch));
    }

    /** Appends comments {@code first} to {@code last} and says that they are archived. */
    default void fill(TimelineWriter writer, long streamStart, int first, int last) {
        fill(writer, streamStart, first, last, true);
    }

    default void fill(TimelineWriter writer, long streamStart, int first, int last, boolean archived) {
        for (int n = first; n <= last; n += AppendBatch.MAX_ENTRIES) {
            int end = Math.min(last, n + AppendBatch.MAX_ENTRIES - 1);
            Appended appended = (Appended) get(writer.append(
                    new AppendBatch(topic(), streamStart, 0, -1, Cursor.ORIGIN, NOW, List.of(comments(n, end)))));
            if (archived) {
                get(release().archived(topic(), new Cursor(appended.epoch(), appended.clock())));
            }
        }
    }

    default Page read(ReadFrom from, Set<MessageType> types, int limit) {
        return (Page) get(reader().read(new ReadRequest(topic(), from, types, limit)));
    }

    default Page readAs(UserId viewer, ReadFrom from, Set<MessageType> types, int limit) {
        return (Page) get(reader().read(new ReadRequest(topic(), from, types, limit, viewer)));
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
