package live.danmaku.model.ops;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The switches as this process knows them, read again four times a second. While the store is away the last known ones
 * stay, and end when it is time: the store's clock, which is the same for all processes, is estimated from the last
 * reading. Thread-safe.
 */
public final class SwitchWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration FIRST_TABLE_WITHIN = Duration.ofSeconds(3);

    private final SwitchStore store;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "switch-watch"));
    private volatile Switches inForce = Switches.NONE;
    private volatile Known known = new Known(SwitchTable.EMPTY, System.nanoTime());

    /** Of the watch's thread. */
    private CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);

    /** @param readAt when the table was right, by {@link System#nanoTime()} */
    private record Known(SwitchTable table, long readAt) {

        Switches inForce() {
            return table.inForceAt(table.now() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readAt));
        }
    }

    public SwitchWatch(SwitchStore store) {
        this.store = store;
    }

    /** Begins to read. Waits some seconds for the first table, so that what is switched off is so from the first call. */
    public void start() {
        read().completeOnTimeout(null, FIRST_TABLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        thread.scheduleAtFixedRate(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is in force now. Costs no more than reading a field. */
    public Switches inForce() {
        return inForce;
    }

    private void look() {
        refresh();
        if (reading.isDone()) {
            reading = read();
        }
    }

    /** Never fails. */
    private CompletableFuture<Void> read() {
        long asked = System.nanoTime();
        return store.read()
                .handle((table, failure) -> {
                    if (failure == null) {
                        known = new Known(table, asked + (System.nanoTime() - asked) / 2);
                        refresh();
                    }
                    return (Void) null;
                })
                .toCompletableFuture();
    }

    private synchronized void refresh() {
        inForce = known.inForce();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
