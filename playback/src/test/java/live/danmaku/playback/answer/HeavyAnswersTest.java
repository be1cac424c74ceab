package live.danmaku.playback.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

class HeavyAnswersTest {

    private static final ClientAddresses ADDRESSES = new ClientAddresses(List.of());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HeavyAnswers heavy = new HeavyAnswers(new HeavySettings(2, 3, 2, 2, true), ADDRESSES, registry);
    private final List<CompletableFuture<String>> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        heavy.close();
    }

    @Test
    void make_moreThanMayBe_waitAndTheRestIs429() {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(make(address(i)));
        }
        await().atMost(PATIENCE).until(() -> begun.size() == 2);
        assertRefused(answers.get(5));

        begun.get(0).complete("first");
        await().atMost(PATIENCE).until(() -> begun.size() == 3);
        assertThat(answers.get(0)).isCompletedWithValue("first");
        begun.get(1).completeExceptionally(new IllegalStateException("away"));
        await().atMost(PATIENCE).until(() -> begun.size() == 4);
        begun.forEach(open -> open.complete("x"));
        await().atMost(PATIENCE).until(() -> begun.size() == 5);
        begun.get(4).complete("last");
        assertThat(answers.get(4).join()).isEqualTo("last");
    }

    @Test
    void make_severalOfAnAddress_areRefusedUntilOneIsOver() {
        make(address(1));
        make(address(1));
        assertRefused(make(address(1)));
        assertThat(make(address(2))).as("waits").isNotDone();

        await().atMost(PATIENCE).until(() -> begun.size() == 2);
        begun.get(0).complete("x");
        await().atMost(PATIENCE).until(() -> begun.size() == 3);
        assertThat(make(address(1))).as("waits").isNotDone();
        assertThat(make(ADDRESSES.of(new InetSocketAddress("127.0.0.1", 1))))
                .as("waits")
                .isNotDone();
    }

    @Test
    void make_turnThatDoesNotCome_is429AndHoldsNothing() {
        make(address(1));
        make(address(2));
        CompletableFuture<String> waits = make(address(3));

        await().atMost(PATIENCE).until(waits::isDone);
        assertRefused(waits);

        begun.forEach(open -> open.complete("x"));
        CompletableFuture<String> next = make(address(3));
        await().atMost(PATIENCE).until(() -> begun.size() == 3);
        begun.get(2).complete("y");
        assertThat(next.join()).isEqualTo("y");
    }

    @Test
    void export_isUnderWayUntilItIsReadOrGivenUp() {
        Disposable one = export(1).join().subscribe();
        export(2).join().subscribe();
        CompletableFuture<Flux<Integer>> third = export(3);
        assertThat(third).isNotDone();

        one.dispose();

        await().atMost(PATIENCE).until(third::isDone);
        assertThat(third).isCompleted();
    }

    private CompletableFuture<Flux<Integer>> export(int host) {
        return heavy.export(
                        address(host),
                        export -> CompletableFuture.completedFuture(export.body(Flux.<Integer>never(), part -> part)))
                .toCompletableFuture();
    }

    private CompletableFuture<String> make(ClientAddress from) {
        return heavy.<String>make(from, threads -> {
                    CompletableFuture<String> open = new CompletableFuture<>();
                    begun.add(open);
                    return open;
                })
                .toCompletableFuture();
    }

    private static ClientAddress address(int host) {
        return ADDRESSES.of(new InetSocketAddress("192.0.2." + host, 1_000));
    }

    private void assertRefused(CompletableFuture<?> answer) {
        Throwable failure = answer.handle((value, thrown) -> thrown).join();
        assertThat(failure.getCause() == null ? failure : failure.getCause())
                .isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                });
        assertThat(registry.get("danmaku.replay.refused")
                        .tag("kind", "written")
                        .counter()
                        .count())
                .isPositive();
    }
}
