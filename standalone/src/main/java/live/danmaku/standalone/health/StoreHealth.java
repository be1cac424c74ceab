package live.danmaku.standalone.health;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Whether a store answers; within two seconds. */
public final class StoreHealth {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private StoreHealth() {}

    /** Up when the call completes. */
    public static ReactiveHealthIndicator of(Supplier<? extends CompletionStage<?>> call) {
        return () -> Mono.fromCompletionStage(call)
                .timeout(PATIENCE)
                .map(answer -> Health.up().build())
                .onErrorResume(failure -> Mono.just(
                        Health.down().withDetail("error", failure.toString()).build()));
    }

    /** Up when the condition holds. */
    public static ReactiveHealthIndicator when(BooleanSupplier answers) {
        return () -> Mono.just(
                answers.getAsBoolean()
                        ? Health.up().build()
                        : Health.down().withDetail("error", "does not answer").build());
    }
}
