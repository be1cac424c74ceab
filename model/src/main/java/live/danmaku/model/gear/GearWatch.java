package live.danmaku.model.gear;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gears as this process knows them, read again four times a second. While the store is away the last known ones stay.
 * Moments are those of the store's clock, which is estimated from each reading, so all processes act at the same one.
 * Thread-safe.
 */
public final class GearWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration FIRST_TABLE_WITHIN = Duration.ofSeconds(3);
    private static final Duration CATCH_UP_WITHIN = Duration.ofMillis(200);

    /** A flow that the store has lost stays with us until nothing of it is under way on its former route. */
    private static final Duration KEEP_LOST = Duration.ofMinutes(2);

    private final GearStore store;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "gear-watch"));
    private volatile Known known = new Known(GearTable.EMPTY, System.nanoTime());
    private volatile boolean away = true;
    private volatile @Nullable CompletableFuture<Void> reading;

    /** @param readAt when the table was right, by {@link System#nanoTime()} */
    private record Known(GearTable table, long readAt) {

        long ageMs() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readAt);
        }

        long now() {
            return table.now() + ageMs();
        }
    }

    public GearWatch(GearStore store) {
        this.store = store;
    }

    /** Begins to read. Waits some seconds for the first table, because a message on an old route waits for nobody. */
    public void start() {
        read().completeOnTimeout(null, FIRST_TABLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        thread.scheduleAtFixedRate(this::read, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The gear a flow is in. */
    public Gear gearOf(Flow flow) {
        return known.table().of(flow).gear();
    }

    /** Where messages of a flow go that are accepted now. */
    public Route routeOf(Flow flow) {
        Known last = known;
        @Nullable GearState state = last.table().states().get(flow);
        return state == null ? Route.HOME : state.routeAt(last.now());
    }

    /**
     * Whether no move can have been missed, as after a pause of this process, or the store is away, so that nothing could be
     * learned by waiting.
     */
    public boolean isCaughtUp() {
        return away || known.ageMs() < GearState.Move.TOLD_BEFORE_MS;
    }

    /** Completes when the gears were read again, or 200 ms later. Never fails. */
    public CompletionStage<Void> catchUp() {
        return read().copy().completeOnTimeout(null, CATCH_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized CompletableFuture<Void> read() {
        @Nullable CompletableFuture<Void> running = reading;
        if (running != null && !running.isDone()) {
            return running;
        }
        long asked = System.nanoTime();
        CompletableFuture<Void> next = store.read()
                .handle((table, failure) -> {
                    away = failure != null;
                    if (failure == null) {
                        known = new Known(withLost(table), asked + (System.nanoTime() - asked) / 2);
                    }
                    return (Void) null;
                })
                .toCompletableFuture();
        reading = next;
        return next;
    }

    /** A flow that was spread and that the store knows no more goes home, and its later messages wait for the former. */
    private GearTable withLost(GearTable table) {
        Map<Flow, GearState> states = new HashMap<>(table.states());
        known.table().states().forEach((flow, last) -> {
            if (states.containsKey(flow)) {
                return;
            }
            if (last.gear() != Gear.FIRST) {
                states.put(flow, last.shift(Gear.FIRST, table.now(), "the store has lost the gear"));
            } else if (table.now() - last.since() < KEEP_LOST.toMillis()) {
                states.put(flow, last);
            }
        });
        return new GearTable(table.now(), states, table.pins());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
