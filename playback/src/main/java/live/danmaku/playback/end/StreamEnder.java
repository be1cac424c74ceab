package live.danmaku.playback.end;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
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
 */
public final class StreamEnder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamEnder.class);
    private static final int MOST_ROOMS = 1_000;

    private final RoomStore rooms;
    private final TimelineWriter timelines;
    private final ProcessorProgress processors;
    private final EndSettings settings;
    private final Clock clock;
    private final Consumer<RoomId> closed;
    private final Set<RoomId> told = ConcurrentHashMap.newKeySet();
    private final Map<RoomId, Map<Integer, Long>> lastAccepted = new ConcurrentHashMap<>();

    /** Since when each look was answered; of the thread. */
    private @Nullable Long answeredSince;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "stream-ender"));

    /** @param closed is told of each timeline that was closed, once by this process, until its room is {@code ended} */
    public StreamEnder(
            RoomStore rooms,
            TimelineWriter timelines,
            ProcessorProgress processors,
            EndSettings settings,
            Clock clock,
            Consumer<RoomId> closed) {
        this.rooms = rooms;
        this.timelines = timelines;
        this.processors = processors;
        this.settings = settings;
        this.clock = clock;
        this.closed = closed;
        long period = settings.period().toMillis();
        thread.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            List<Room> ending = ending();
            told.retainAll(ending.stream().map(Room::id).toList());
            lastAccepted.keySet().retainAll(ending.stream().map(Room::id).toList());
            long graceIsOver = clock.millis() - settings.grace().toMillis();
            for (Room room : ending) {
                if (!told.contains(room.id()) && frontEndsKnow(room, graceIsOver)) {
                    end(room).toCompletableFuture().get(10, TimeUnit.SECONDS);
                }
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
        List<Room> ending = rooms.list(RoomState.ARCHIVING, MOST_ROOMS)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        answeredSince = since == null ? clock.millis() : since;
        return ending;
    }

    private boolean frontEndsKnow(Room room, long graceIsOver) {
        return room.endedAt() != null
                && room.endedAt() <= graceIsOver
                && answeredSince != null
                && answeredSince <= graceIsOver;
    }

    private CompletionStage<Void> end(Room room) {
        Map<Integer, Long> known = lastAccepted.get(room.id());
        CompletionStage<Map<Integer, Long>> ends =
                known == null ? processors.ends() : CompletableFuture.completedFuture(known);
        return ends.thenCompose(last -> {
            lastAccepted.put(room.id(), last);
            return processors.reached(last).thenCompose(reached -> reached ? close(room) : done());
        });
    }

    private CompletionStage<Void> close(Room room) {
        return timelines.close(Topic.room(room.id())).thenAccept(isClosed -> {
            if (isClosed && told.add(room.id())) {
                lastAccepted.remove(room.id());
                closed.accept(room.id());
            }
        });
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
