package live.danmaku.db.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastKnownCacheTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger asked = new AtomicInteger();

    /** What the store says next; it may say nothing. */
    private volatile CompletableFuture<Optional<String>> answer = CompletableFuture.completedFuture(Optional.empty());

    private final LastKnownCache<String, String> cache = new LastKnownCache<>(
            key -> {
                asked.incrementAndGet();
                return answer;
            },
            String::length,
            100_000);

    @Test
    void get_again_asksOnceASecond() {
        says("live");
        for (int i = 0; i < 100; i++) {
            assertThat(value()).isEqualTo("live");
        }
        assertThat(asked.get()).isBetween(1, 2);
    }

    @Test
    void get_largeValuesOfManyKeys_areNotAllKept() {
        says("x".repeat(40_000));
        for (int i = 0; i < 10; i++) {
            cache.get("r" + i).toCompletableFuture().join();
        }
        answer = CompletableFuture.failedFuture(new IllegalStateException("away"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            long known = IntStream.range(0, 10)
                    .filter(i -> !cache.get("r" + i).toCompletableFuture().isCompletedExceptionally())
                    .count();
            assertThat(known).isBetween(1L, 2L);
        });
    }

    @Test
    void change_madeElsewhere_isSeen() {
        says("live");
        assertThat(value()).isEqualTo("live");
        says("ended");
        await().atMost(PATIENCE).until(() -> value().equals("ended"));
    }

    @Test
    void change_ofOurOwn_isWaitedFor() throws Exception {
        says("live");
        assertThat(value()).isEqualTo("live");
        CompletableFuture<Optional<String>> slow = new CompletableFuture<>();
        answer = slow;
        cache.changed("r1");
        CompletableFuture<Optional<String>> asking = cache.get("r1").toCompletableFuture();
        // Longer than anybody else would wait.
        await().during(Duration.ofMillis(800)).atMost(PATIENCE).until(() -> !asking.isDone());
        slow.complete(Optional.of("ended"));
        assertThat(asking.get()).contains("ended");
    }

    @Test
    void get_whileTheStoreSaysNothing_isAnsweredWithinHalfASecondAndThenAtOnce() {
        says("live");
        assertThat(value()).isEqualTo("live");
        answer = new CompletableFuture<>();
        await().atMost(PATIENCE).until(() -> {
            value();
            return asked.get() == 2;
        });
        long begin = System.nanoTime();
        int answers = 0;
        while (asked.get() < 5) {
            CompletableFuture<Optional<String>> asking = cache.get("r1").toCompletableFuture();
            assertThat(asking).as("answered at once").isCompletedWithValue(Optional.of("live"));
            answers++;
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(answers).isGreaterThan(100);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("tried less than twice a second")
                .isGreaterThan(Duration.ofMillis(1_500));
        says("ended");
        await().atMost(PATIENCE).until(() -> value().equals("ended"));
    }

    @Test
    void get_whileTheStoreFails_isAsLastKnown_alsoOfAChangeOfOurOwn() {
        says("live");
        assertThat(value()).isEqualTo("live");
        answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
        cache.changed("r1");
        assertThat(value()).isEqualTo("live");
        assertThat(cache.get("r2").toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void known_whileTheStoreFails_getsOlder_andIsFreshOnceItAnswers() {
        says("live");
        KnownValue<String> first =
                cache.known("r1").toCompletableFuture().join().orElseThrow();
        answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
        await().atMost(PATIENCE).until(() -> {
            assertThat(cache.known("r1").toCompletableFuture().join()).contains(first);
            return asked.get() > 2;
        });
        assertThat(first.age()).isGreaterThan(Duration.ofMillis(900));

        says("live");
        await().atMost(PATIENCE)
                .until(() -> cache.known("r1")
                                        .toCompletableFuture()
                                        .join()
                                        .orElseThrow()
                                        .askedAt()
                                - first.askedAt()
                        > 0);
    }

    @Test
    void known_answerThatComesLate_isNotTakenForFresh() {
        says("live");
        assertThat(value()).isEqualTo("live");
        CompletableFuture<Optional<String>> slow = new CompletableFuture<>();
        answer = slow;
        await().atMost(PATIENCE).until(() -> {
            value();
            return asked.get() == 2;
        });
        says("ended");
        await().atMost(PATIENCE).until(() -> value().equals("ended"));

        slow.complete(Optional.of("live"));
        answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
        int before = asked.get();

        await().atMost(PATIENCE).until(() -> {
            assertThat(value()).isEqualTo("ended");
            return asked.get() > before + 1;
        });
    }

    private void says(String value) {
        answer = CompletableFuture.completedFuture(Optional.of(value));
    }

    private String value() {
        return cache.get("r1").toCompletableFuture().join().orElseThrow();
    }
}
