package live.danmaku.model.route;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rules as this process knows them: read when a hint says that they changed, and twice a second. While the store is away
 * the last known ones stay, and entries end when it is time, by the store's clock as it was last seen. Thread-safe.
 */
public final class RuleWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration FIRST_RULES_WITHIN = Duration.ofSeconds(3);

    /** Older than this, the rules may be others by now. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final RuleStore store;
    private final RuleHints hints;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "rule-watch"));
    private volatile Known known =
            new Known(RoutingRules.INITIAL, 0, System.nanoTime() - FRESH.toNanos(), Long.MAX_VALUE);
    private volatile RulesInForce inForce = RoutingRules.INITIAL.inForceAt(0);

    /** These are of the watch's thread. */
    private long knownVersion = -1;

    private @Nullable CompletableFuture<?> reading;
    private @Nullable CompletableFuture<Void> listening;
    private boolean readAgain;

    /**
     * @param now when the rules were right, by the store's clock
     * @param readAt the same by {@link System#nanoTime()}
     * @param nextEnd when the next entry ends, by the store's clock
     */
    private record Known(RoutingRules rules, long now, long readAt, long nextEnd) {

        long storeNow() {
            return now + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readAt);
        }
    }

    public RuleWatch(RuleStore store, RuleHints hints) {
        this.store = store;
        this.hints = hints;
    }

    /** Begins to read. Waits some seconds for the first rules, so that whoever is denied is so from the first call. */
    public void start() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        thread.execute(() -> read().whenComplete((done, failure) -> first.complete(null)));
        first.completeOnTimeout(null, FIRST_RULES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        thread.scheduleAtFixedRate(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is in force now. Costs no more than reading a field. */
    public RulesInForce inForce() {
        return inForce;
    }

    /** All of the rules, as last read. */
    public RoutingRules rules() {
        return known.rules();
    }

    /** Whether the store was read lately. If not, the rules are the last known ones. */
    public boolean isFresh() {
        return System.nanoTime() - known.readAt() < FRESH.toNanos();
    }

    /** How old the last reading is. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - known.readAt());
    }

    private void look() {
        if (listening == null || listening.isCompletedExceptionally()) {
            listening = hints.listen(this::hinted).toCompletableFuture();
        }
        if (known.storeNow() >= known.nextEnd()) {
            take(known.rules(), known.now(), known.readAt());
        }
        if (reading == null || reading.isDone()) {
            read();
        }
    }

    private void hinted() {
        try {
            thread.execute(() -> {
                if (reading == null || reading.isDone()) {
                    read();
                } else {
                    readAgain = true; // what is under way may have looked before the change
                }
            });
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    private CompletableFuture<?> read() {
        long asked = System.nanoTime();
        CompletableFuture<?> next = store.read(knownVersion)
                .handleAsync(
                        (answer, failure) -> {
                            if (failure == null) {
                                @Nullable RoutingRules rules = answer.rules();
                                take(
                                        rules == null ? known.rules() : rules,
                                        answer.now(),
                                        asked + (System.nanoTime() - asked) / 2);
                            }
                            if (readAgain) {
                                readAgain = false;
                                read();
                            }
                            return failure == null;
                        },
                        thread)
                .toCompletableFuture();
        reading = next;
        return next;
    }

    private void take(RoutingRules rules, long now, long readAt) {
        Known before = known;
        Known next = new Known(rules, now, readAt, rules == before.rules() ? before.nextEnd() : 0);
        long storeNow = next.storeNow();
        if (storeNow >= next.nextEnd()) {
            inForce = rules.inForceAt(storeNow);
            next = new Known(rules, now, readAt, rules.nextEndAfter(storeNow));
        }
        known = next;
        knownVersion = rules.version();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
