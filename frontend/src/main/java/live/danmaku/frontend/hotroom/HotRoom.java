package live.danmaku.frontend.hotroom;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.frontend.moderation.Moderations;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.Room;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hot room's view: its snapshot and the answers made of it, replaced as a whole by each reading. Reading never overlaps
 * itself. While the store is away the last view stays: it is old, and never wrong. Thread-safe.
 */
final class HotRoom {

    private static final Logger log = LoggerFactory.getLogger(HotRoom.class);

    private static final Set<MessageType> ALL = Set.of(MessageType.values());
    private static final int MOST_PAGES_A_TURN = 20;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration FACTS_WITHIN = Duration.ofMillis(50);

    private final RoomId id;
    private final Topic topic;
    private final Rooms rooms;
    private final OnlineCounts online;
    private final Moderations moderations;
    private final TimelineReader timeline;
    private final HotRoomSettings settings;
    private final HotRoomMetrics metrics;
    private final AnswerWriter writer;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable View view;

    /** @param answers of this snapshot */
    private record View(RoomSnapshot snapshot, Facts facts, SharedAnswers answers) {

        /** Whether no viewer may have messages for his own eyes only. */
        boolean forEverybody() {
            return !facts.moderation().silences();
        }
    }

    HotRoom(
            RoomId id,
            Rooms rooms,
            OnlineCounts online,
            Moderations moderations,
            TimelineReader timeline,
            AnswerWriter writer,
            HotRoomSettings settings,
            HotRoomMetrics metrics) {
        this.id = id;
        this.topic = Topic.room(id);
        this.rooms = rooms;
        this.online = online;
        this.moderations = moderations;
        this.timeline = timeline;
        this.writer = writer;
        this.settings = settings;
        this.metrics = metrics;
    }

    Topic topic() {
        return topic;
    }

    /** What polls are answered from; null until the first reading. */
    @Nullable
    SharedAnswers answers() {
        View now = view;
        return now == null ? null : now.answers();
    }

    /** The same for viewers who may have messages of their own here; null while some of them may. */
    @Nullable
    SharedAnswers answersForEverybody() {
        View now = view;
        return now == null || !now.forEverybody() ? null : now.answers();
    }

    /** Reads what is new; completes when that is in the view. Never fails, never blocks. */
    CompletionStage<Void> read() {
        if (!reading.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        // A store that throws or never answers has failed: the next reading must not wait for ever.
        return CompletableFuture.completedFuture(view)
                .thenCompose(this::next)
                .orTimeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .handle((next, failure) -> {
                    if (failure == null) {
                        view = next;
                    } else {
                        metrics.failed();
                        log.debug("{} not read, staying as it is", topic, failure);
                    }
                    reading.set(false);
                    return null;
                });
    }

    private CompletionStage<View> next(@Nullable View before) {
        CompletionStage<RoomSnapshot> snapshot =
                before == null ? begin() : follow(before.snapshot(), MOST_PAGES_A_TURN);
        return facts(before).thenCombine(snapshot, (facts, read) -> {
            SharedAnswers answers = new SharedAnswers(read, writer.of(facts.room(), facts.online()));
            return new View(read, facts, answers);
        });
    }

    /** Messages do not wait for what has long been known of their room: it is as it was until the next reading. */
    private CompletionStage<Facts> facts(@Nullable View before) {
        CompletionStage<Facts> asked = facts();
        return before == null
                ? asked
                : asked.toCompletableFuture()
                        .copy()
                        .completeOnTimeout(before.facts(), FACTS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record Facts(Room room, long online, Moderation moderation) {}

    private CompletionStage<Facts> facts() {
        CompletionStage<Room> room = rooms.require(id.value());
        CompletionStage<Moderation> moderation = moderations.of(id);
        return online.of(id)
                .thenCompose(count -> room.thenCombine(moderation, (itself, rules) -> new Facts(itself, count, rules)));
    }

    private CompletionStage<RoomSnapshot> begin() {
        return ask(new ReadFrom.Newest())
                .thenApply(page -> RoomSnapshot.of((ReadResult.Page) page, settings.keepMessages()));
    }

    private CompletionStage<RoomSnapshot> follow(RoomSnapshot snapshot, int pages) {
        return ask(new ReadFrom.After(snapshot.cursor())).thenCompose(result -> {
            if (!(result instanceof ReadResult.Page page)) {
                return CompletableFuture.completedFuture(snapshot); // this server knows less than was known
            }
            if (!snapshot.isContinuedBy(page)) {
                return begin();
            }
            RoomSnapshot next = snapshot.with(page, settings.keepMessages());
            return page.more() && pages > 1 ? follow(next, pages - 1) : CompletableFuture.completedFuture(next);
        });
    }

    private CompletionStage<ReadResult> ask(ReadFrom from) {
        metrics.read();
        return timeline.read(new ReadRequest(topic, from, ALL, ReadRequest.MAX_LIMIT));
    }
}
