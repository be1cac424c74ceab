package live.danmaku.playback.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineRelease;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.playback.archive.FakeWitness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamEnderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RoomId ROOM = new RoomId("r1");

    private final FakeWitness witness = new FakeWitness();
    private final Timelines timelines = new Timelines();
    private final Kafka kafka = new Kafka();
    private final Map<RoomId, Long> told = new ConcurrentHashMap<>();
    private final StreamEnder ender = new StreamEnder(
            new EndingRooms(),
            timelines,
            timelines,
            kafka,
            witness,
            new EndSettings(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(200), "processor"),
            Clock.systemUTC(),
            told::put);

    @AfterEach
    void stop() {
        ender.close();
    }

    @Test
    void end_room_isClosedWhenAllThatWasAcceptedIsAppended() {
        kafka.ends = Map.of(0, 5L, 1, 0L);
        kafka.appended = Map.of(0, 4L);
        ender.start();
        awaitLooks(5);
        assertThat(timelines.closings).hasValue(0);

        // What was accepted last is known only after the first answer.
        kafka.ends = Map.of(0, 6L, 1, 1L);
        kafka.appended = Map.of(0, 5L);
        awaitLooks(5);
        assertThat(timelines.closings).hasValue(0);
        kafka.appended = Map.of(0, 6L, 1, 1L);

        await().atMost(PATIENCE).until(() -> told.containsKey(ROOM));
        assertThat(told).containsEntry(ROOM, 0L);
    }

    @Test
    void loss_afterTheClosing_opensTheTimelineUntilTheLossIsRepaired() {
        ender.start();
        await().atMost(PATIENCE).until(() -> told.containsKey(ROOM));
        kafka.ends = Map.of(0, 9L);
        kafka.appended = Map.of(0, 3L);

        witness.lose();

        await().atMost(PATIENCE).until(() -> timelines.open());
        awaitLooks(5);
        assertThat(timelines.open()).isTrue();
        kafka.appended = Map.of(0, 9L);
        await().atMost(PATIENCE).until(() -> told.containsValue(1L));
        assertThat(timelines.open()).isFalse();
    }

    @Test
    void loss_whileProcessorsHaveNotNoticed_isWaitedFor() {
        ender.start();
        await().atMost(PATIENCE).until(() -> told.containsKey(ROOM));
        long begin = System.nanoTime();

        witness.lose();

        await().atMost(PATIENCE).until(() -> told.containsValue(1L));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void loss_duringTheClosing_isNotToldAsClosed() {
        timelines.whileClosing = () -> {
            timelines.whileClosing = () -> {};
            witness.lose();
        };
        ender.start();

        await().atMost(PATIENCE).until(() -> told.containsKey(ROOM));
        assertThat(told).containsEntry(ROOM, 1L);
        assertThat(timelines.openings).hasPositiveValue();
        assertThat(timelines.closings).hasValue(2);
        assertThat(timelines.open()).isFalse();
    }

    @Test
    void closed_isToldAgain_soThatItCannotBeMissed() {
        ender.start();
        await().atMost(PATIENCE).until(() -> told.containsKey(ROOM));
        told.clear();

        await().atMost(PATIENCE).until(() -> told.containsKey(ROOM));
    }

    private void awaitLooks(int looks) {
        int before = kafka.asked.get();
        await().atMost(PATIENCE).until(() -> kafka.asked.get() > before + 2 * looks);
    }

    /** One room whose stream has ended. */
    private static final class EndingRooms implements RoomStore {

        private final Room room =
                new Room(ROOM, "A title", "music", new Sender(new UserId("ann"), "Ann"), RoomState.ARCHIVING, 1, 2L);

        @Override
        public CompletionStage<List<Room>> page(RoomState state, int limit, @Nullable Room after) {
            return CompletableFuture.completedFuture(state == RoomState.ARCHIVING ? List.of(room) : List.of());
        }

        @Override
        public CompletionStage<Boolean> create(Room other) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<Room>> find(RoomId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Kafka implements AppendProgress {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile Map<Integer, Long> ends = Map.of();
        private volatile Map<Integer, Long> appended = Map.of();

        @Override
        public CompletionStage<Map<Integer, Long>> ends() {
            return CompletableFuture.completedFuture(ends);
        }

        @Override
        public CompletionStage<Map<Integer, Long>> appended() {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(appended);
        }
    }

    /** One timeline that is open or closed. */
    private static final class Timelines implements TimelineWriter, TimelineRelease {

        private final AtomicInteger closings = new AtomicInteger();
        private final AtomicInteger openings = new AtomicInteger();
        private volatile boolean closed;
        private volatile Runnable whileClosing = () -> {};

        boolean open() {
            return !closed;
        }

        @Override
        public CompletionStage<Boolean> close(Topic topic) {
            closings.incrementAndGet();
            closed = true;
            whileClosing.run();
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<Void> reopen(Topic topic) {
            openings.incrementAndGet();
            closed = false;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<AppendResult> append(AppendBatch batch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> archived(Topic topic, Cursor upTo) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<TimelineRelease.Found> forget(Topic topic, Duration remember) {
            throw new UnsupportedOperationException();
        }
    }
}
