package live.danmaku.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TicketUses} must do. */
public abstract class TicketUsesContract {

    private static final Duration LONG = Duration.ofSeconds(90);

    private final String id = UUID.randomUUID().toString();

    protected abstract TicketUses uses();

    @Test
    void use_bySomebodyElse_isNotTheFirst() {
        assertThat(get(uses().use(id, "ann", LONG))).isTrue();
        assertThat(get(uses().use(id, "bob", LONG))).isFalse();
        assertThat(get(uses().use(id + "x", "bob", LONG))).isTrue();
    }

    @Test
    void use_askedAgainByTheFirst_isStillTheFirst() {
        get(uses().use(id, "ann", LONG));

        assertThat(get(uses().use(id, "ann", LONG))).isTrue();
        assertThat(get(uses().use(id, "bob", LONG))).isFalse();
    }

    @Test
    void use_manyAtOnce_oneIsTheFirst() {
        assertThat(IntStream.range(0, 50).mapToObj(n -> uses().use(id, "by" + n, LONG)).toList().stream()
                        .filter(TicketUsesContract::get))
                .hasSize(1);
    }

    @Test
    void use_afterTheTicketHasEnded_isForgotten() {
        get(uses().use(id, "ann", Duration.ofMillis(100)));

        await().atMost(10, TimeUnit.SECONDS).until(() -> get(uses().use(id, "bob", Duration.ofMillis(1))));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
