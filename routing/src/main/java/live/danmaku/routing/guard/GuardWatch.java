package live.danmaku.routing.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import live.danmaku.model.route.GuardBoard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets the guard look now and then, in one of all routers at a time, and knows what it found last, wherever it did. Nothing
 * is judged while ops have switched the guard off. Thread-safe.
 */
public final class GuardWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GuardWatch.class);
    private static final Duration LEAST_LEAD = Duration.ofSeconds(3);
    private static final Duration A_LOOK_TAKES_AT_MOST = Duration.ofSeconds(10);

    private final Guard guard;
    private final GuardBoard board;
    private final BooleanSupplier enabled;
    private final GuardSettings settings;
    private final JsonMapper json;
    private final Counter blacks;
    private final Counter lowerings;
    private final String router = UUID.randomUUID().toString();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "guard"));
    private volatile GuardFound found = GuardFound.NOTHING;
    private boolean failing;

    /** @param enabled whether ops let it act */
    GuardWatch(
            Guard guard,
            GuardBoard board,
            BooleanSupplier enabled,
            GuardSettings settings,
            JsonMapper json,
            MeterRegistry registry) {
        this.guard = guard;
        this.board = board;
        this.enabled = enabled;
        this.settings = settings;
        this.json = json;
        blacks = counter(GuardAct.BLACK, registry);
        lowerings = counter(GuardAct.LOWER, registry);
        Gauge.builder("danmaku.guard.alert", this, watch -> watch.isAlert() ? 1 : 0)
                .description("Whether the guard took clients off long connections lately, or finds these bad")
                .register(registry);
    }

    private static Counter counter(String action, MeterRegistry registry) {
        return Counter.builder("danmaku.guard.acts")
                .description("How often the guard took clients off long connections")
                .tag("action", action)
                .register(registry);
    }

    public void start() {
        thread.scheduleWithFixedDelay(
                this::turn, settings.period().toMillis(), settings.period().toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isEnabled() {
        return enabled.getAsBoolean();
    }

    /** What was found last. */
    GuardFound found() {
        return found;
    }

    boolean isAlert() {
        GuardFound last = found;
        return last.bad() && isEnabled()
                || last.hasActedSince(last.at() - settings.alertFor().toMillis());
    }

    /** One look after the other: the thread waits for it. */
    private void turn() {
        try {
            look().toCompletableFuture()
                    .orTimeout(A_LOOK_TAKES_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                log.warn("the guard cannot look now, and tries on: {}", e.toString());
            }
        }
    }

    private CompletionStage<Void> look() {
        Duration lead = settings.period().multipliedBy(3);
        return board.read()
                .thenApply(text ->
                        text.map(last -> json.readValue(last, GuardFound.class)).orElse(GuardFound.NOTHING))
                .thenCompose(last -> {
                    found = last;
                    return board.lead(router, lead.compareTo(LEAST_LEAD) < 0 ? LEAST_LEAD : lead)
                            .thenCompose(leads -> {
                                if (leads && isEnabled()) {
                                    return guard.look(last).thenCompose(next -> told(last, next));
                                }
                                guard.reset();
                                return CompletableFuture.completedFuture(null);
                            });
                });
    }

    private CompletionStage<Void> told(GuardFound last, GuardFound next) {
        next.acts().stream()
                .filter(act -> !last.acts().contains(act))
                .forEach(act -> (act.action().equals(GuardAct.BLACK) ? blacks : lowerings).increment());
        found = next;
        return board.publish(json.writeValueAsString(next));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
