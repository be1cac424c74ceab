package live.danmaku.playback.end;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.StoreWitness;
import live.danmaku.model.timeline.TimelineRelease;
import live.danmaku.model.timeline.TimelineWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends streams: waits until front ends accept nothing more for the room, then until processors have appended all that was
 * accepted, and the last of what they merge, then closes the timeline and tells whoever archives it. Nothing that was answered
 * 202 before the end is left out. Several of these may run; the steps may be repeated.
 *
 * <p>While rooms cannot be asked for, front ends do not learn of ends and go on accepting. So they get the time they need from the
 * moment on when rooms can be asked for again.
 *
 * <p>When Redis has lost something, what processors had appended may not be there any more, however far they say they are. So each
 * room that has not ended is opened again and goes through all steps anew, after processors had the time to notice.
 */
public final class StreamEnder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamEnder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RoomStore rooms;
    private final TimelineWriter timelines;
    private final TimelineRelease release;
    private final AppendProgress processors;
    private final StoreWitness witness;
    private final EndSettings settings;
    private final Clock clock;
    private final ClosedLogs closed;

    // Of the thread.
    private final Map<RoomId, Ending> endings = new HashMap<>();

    /** Since when each look was answered. */
    private @Nullable Long answeredSince;

    /** The store's losses that all rooms were opened again after; none at the start. */
    private long losses = -1;

    private long lossNoticedAt;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "stream-ender"));

    /** Learns which timelines are closed. */
    public interface ClosedLogs {

        /**
         * Tells of a timeline that is closed; told again and again until its room is {@code ended}.
         *
         * @param losses how many losses of the store were known when it was closed
         */
        void closed(RoomId room, long losses);
    }

    public StreamEnder(
            RoomStore rooms,
            TimelineWriter timelines,
            TimelineRelease release,
            AppendProgress processors,
            StoreWitness witness,
            EndSettings settings,
            Clock clock,
            ClosedLogs closed) {
        this.rooms = rooms;
        this.timelines = timelines;
        this.release = release;
        this.processors = processors;
        this.witness = witness;
        this.settings = settings;
        this.clock = clock;
        this.closed = closed;
    }

    /** Begins to look for rooms whose stream has ended. */
    public void start() {
        long period = settings.period().toMillis();
        thread.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            List<Room> ending = ending();
            endings.keySet().retainAll(ending.stream().map(Room::id).toList());
            if (!nothingIsLost(ending)
                    || System.nanoTime() - lossNoticedAt < settings.repair().toNanos()) {
                return;
            }
            long graceIsOver = clock.millis() - settings.grace().toMillis();
            for (Room room : ending) {
                if (frontEndsKnow(room, graceIsOver)) {
                    endings.computeIfAbsent(room.id(), id -> new Ending());
                }
            }
            if (closeWhatIsAppended(ending)) {
                endings.forEach((room, steps) -> {
                    if (steps.isClosed()) {
                        closed.closed(room, losses);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("ending streams failed, again in {}: {}", settings.period(), e.toString());
        }
    }

    private List<Room> ending() throws Exception {
        @Nullable Long since = answeredSince;
        answeredSince = null;
        List<Room> ending = answer(rooms.all(RoomState.ARCHIVING));
        answeredSince = since == null ? clock.millis() : since;
        return ending;
    }

    private boolean frontEndsKnow(Room room, long graceIsOver) {
        return room.endedAt() != null
                && room.endedAt() <= graceIsOver
                && answeredSince != null
                && answeredSince <= graceIsOver;
    }

    /** Asks the witness. Answers whether no loss is new to it; of one that is, all rooms begin anew. */
    private boolean nothingIsLost(List<Room> ending) throws Exception {
        long now = answer(witness.check());
        if (now == losses) {
            return true;
        }
        endings.clear();
        lossNoticedAt = System.nanoTime();
        if (losses >= 0 || now > 0) {
            log.warn("Redis lost something: {} ending rooms are opened again until it is repaired", ending.size());
            answer(all(ending.stream().map(room -> release.reopen(Topic.room(room.id())))));
        }
        losses = now;
        return false;
    }

    /** Answers whether what is closed is really the end. */
    private boolean closeWhatIsAppended(List<Room> ending) throws Exception {
        List<Ending> open =
                endings.values().stream().filter(room -> !room.isClosed()).toList();
        if (open.isEmpty()) {
            return true;
        }
        // Twice: what was accepted while the first answers were on their way counts, too.
        for (int round = 0; round < 2; round++) {
            Map<Integer, Long> ends = answer(processors.ends());
            open.forEach(room -> room.accepted(ends));
            Map<Integer, Long> appended = answer(processors.appended());
            open.forEach(room -> room.appended(appended));
        }
        List<RoomId> ready = endings.entrySet().stream()
                .filter(room -> !room.getValue().isClosed() && room.getValue().isAppended())
                .map(Map.Entry::getKey)
                .toList();
        if (ready.isEmpty() || !nothingIsLost(ending)) {
            return ready.isEmpty();
        }
        Map<RoomId, Boolean> areClosed = new ConcurrentHashMap<>();
        answer(all(ready.stream()
                .map(room -> timelines.close(Topic.room(room)).thenAccept(isClosed -> areClosed.put(room, isClosed)))));
        if (!nothingIsLost(ending)) {
            return false;
        }
        areClosed.forEach((room, isClosed) -> {
            if (isClosed) {
                endings.getOrDefault(room, new Ending()).close();
            }
        });
        return true;
    }

    private static CompletionStage<Void> all(Stream<CompletionStage<Void>> steps) {
        return CompletableFuture.allOf(
                steps.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    private static <T> T answer(CompletionStage<T> question) throws Exception {
        return question.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
