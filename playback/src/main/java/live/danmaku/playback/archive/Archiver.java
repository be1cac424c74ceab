package live.danmaku.playback.archive;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchiveLeases;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.StoreWitness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives live streams while they run and finishes them when they have ended. Each room is worked by the process that
 * holds its lease, some rooms at a time. While a store is away it tries again, less and less often; nothing piles up
 * here, because all state is in the stores. Its state is of one thread of its own, to which every answer comes back.
 */
public final class Archiver implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Archiver.class);
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final RoomStore rooms;
    private final LiveLogs timelines;
    private final ArchiveWriter archive;
    private final ArchiveLeases leases;
    private final StoreWitness witness;
    private final ArchiveSettings settings;
    private final Clock clock;
    private final ArchiveMetrics metrics;
    private final LiveExpiry expiry;
    private final String owner = UUID.randomUUID().toString();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, task -> new Thread(task, "archiver"), new ThreadPoolExecutor.DiscardPolicy());

    private final Map<RoomId, ArchivedRoom> known = new HashMap<>();
    private final Set<RoomId> waiting = new LinkedHashSet<>();
    private final Set<RoomId> working = new HashSet<>();
    private final Map<RoomId, Long> closed = new HashMap<>();
    private boolean looking;
    private long pauseMs;
    private long pausedUntil = System.nanoTime();

    public Archiver(
            RoomStore rooms,
            LiveLogs timelines,
            ArchiveWriter archive,
            ArchiveLeases leases,
            StoreWitness witness,
            ArchiveSettings settings,
            Clock clock,
            MeterRegistry registry) {
        this.rooms = rooms;
        this.timelines = timelines;
        this.archive = archive;
        this.leases = leases;
        this.witness = witness;
        this.settings = settings;
        this.clock = clock;
        this.metrics = new ArchiveMetrics(registry);
        this.expiry = new LiveExpiry(archive, timelines, clock, settings.remember(), settings.lookAgain());
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Begins to look for rooms. */
    public void start() {
        long period = settings.period().toMillis();
        thread.scheduleWithFixedDelay(this::look, 0, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Tells that a room's log is closed: nothing can be added any more. When all of it is archived and proven the room
     * becomes {@code ended}. May be told again; must be, when the store loses something and the log is closed once
     * more. Thread-safe.
     *
     * @param losses how many losses of the store the witness knew when the log was closed; all of them were repaired
     *     before
     */
    public void closed(RoomId room, long losses) {
        thread.execute(() -> {
            if (!Objects.equals(closed.put(room, losses), losses)) {
                ArchivedRoom work = known.get(room);
                if (work != null) {
                    work.closed(losses);
                }
                waiting.add(room);
                work();
            }
        });
    }

    private void look() {
        if (looking || isPaused()) {
            return;
        }
        looking = true;
        CompletionStage<List<Room>> live = rooms.all(RoomState.LIVE);
        CompletionStage<List<Room>> archiving = rooms.all(RoomState.ARCHIVING);
        live.thenCombine(archiving, Found::new)
                .thenCompose(found -> expiry.look().thenApply(done -> found))
                .whenCompleteAsync(this::looked, thread);
    }

    private record Found(List<Room> live, List<Room> archiving) {}

    private void looked(Found found, Throwable failure) {
        looking = false;
        if (failure != null) {
            failed(failure);
            return;
        }
        Set<RoomId> all = new HashSet<>();
        found.archiving().forEach(room -> all.add(room.id()));
        waiting.addAll(all);
        for (Room room : found.live()) {
            all.add(room.id());
            if (known.computeIfAbsent(room.id(), this::begin).isDue()) {
                waiting.add(room.id());
            }
        }
        waiting.retainAll(all);
        closed.keySet().retainAll(all);
        known.keySet().removeIf(room -> !all.contains(room) && !working.contains(room));
        work();
    }

    private void work() {
        while (working.size() < settings.atOnce() && !waiting.isEmpty() && !isPaused()) {
            RoomId room = waiting.iterator().next();
            waiting.remove(room);
            if (working.add(room)) {
                ArchivedRoom work = known.computeIfAbsent(room, this::begin);
                leases.hold(room, owner, settings.lease())
                        .thenCompose(held ->
                                held ? work.turn() : CompletableFuture.completedFuture(ArchivedRoom.Turn.MUCH_LATER))
                        .whenCompleteAsync((turn, failure) -> worked(room, turn, failure), thread);
            }
        }
    }

    private ArchivedRoom begin(RoomId room) {
        RoomLog roomLog = new RoomLog(timelines.reader(), room);
        Deletions deletions = new Deletions(timelines.deleted());
        LogFollower follower = new LogFollower(room, roomLog, archive, timelines.release(), deletions, metrics);
        Proof proof = new Proof(room, roomLog, deletions, archive);
        StreamFinish finish =
                new StreamFinish(room, follower, proof, archive, witness, rooms, metrics, clock, settings.keepLive());
        ArchivedRoom work = new ArchivedRoom(follower, finish);
        Long losses = closed.get(room);
        if (losses != null) {
            work.closed(losses);
        }
        return work;
    }

    private void worked(RoomId room, ArchivedRoom.Turn turn, Throwable failure) {
        working.remove(room);
        if (failure != null) {
            failed(failure);
        } else {
            pauseMs = 0;
            ArchivedRoom work = known.get(room);
            if (work != null) {
                work.ended(turn);
            }
            if (turn == ArchivedRoom.Turn.AGAIN) {
                waiting.add(room);
            } else if (turn == ArchivedRoom.Turn.DONE) {
                known.remove(room);
            }
        }
        work();
    }

    private boolean isPaused() {
        return System.nanoTime() - pausedUntil < 0;
    }

    private void failed(Throwable failure) {
        metrics.failures.increment();
        if (pauseMs == 0) {
            log.warn(
                    "archiving waits for its stores: {}",
                    failure.toString().lines().findFirst().orElse(""));
        }
        pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(500, 2 * pauseMs));
        pausedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
