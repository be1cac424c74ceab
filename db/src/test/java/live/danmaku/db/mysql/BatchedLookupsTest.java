package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many keys are invented, the store is asked so often and no more. */
class BatchedLookupsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> there = new ConcurrentHashMap<>(Map.of("r1", "Room 1"));
    private final ConcurrentLinkedQueue<Question> questions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean holding;
    private final BatchedLookups<String, String> lookups = new BatchedLookups<>(this::ask, refused::incrementAndGet);

    private record Question(List<String> keys, CompletableFuture<Map<String, String>> answer) {}

    private CompletionStage<Map<String, String>> ask(List<String> keys) {
        asked.incrementAndGet();
        assertThat(keys).hasSizeBetween(1, BatchedLookups.MOST_KEYS).doesNotHaveDuplicates();
        Question question = new Question(keys, new CompletableFuture<>());
        questions.add(question);
        if (!holding) {
            answer(question);
        }
        return question.answer();
    }

    private void answer(Question question) {
        question.answer()
                .complete(question.keys().stream()
                        .filter(there::containsKey)
                        .collect(Collectors.toMap(key -> key, key -> String.valueOf(there.get(key)))));
    }

    @Test
    void find_oneAtATime_isAnsweredAtOnce() {
        assertThat(lookups.find("r1").toCompletableFuture()).isCompletedWithValue(Optional.of("Room 1"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void find_inventedKeysForASecond_asksFewTimes() {
        long begin = System.nanoTime();
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        int number = 0;
        while (System.nanoTime() - begin < Duration.ofSeconds(1).toNanos()) {
            if (answers.size() - asked.get() * BatchedLookups.MOST_KEYS < BatchedLookups.MOST_KEYS) {
                answers.add(lookups.find("invented-" + number++).toCompletableFuture());
            }
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        long spacings = Duration.ofNanos(System.nanoTime() - begin).dividedBy(BatchedLookups.SPACING);

        assertThat(answers)
                .hasSizeGreaterThan(500)
                .allMatch(answer -> answer.join().isEmpty());
        assertThat(asked.get()).isLessThanOrEqualTo((int) spacings + 1);
    }

    @Test
    void find_manyOfOneKey_areOneInAQuestion() {
        lookups.find("first");
        List<CompletableFuture<Optional<String>>> answers = IntStream.range(0, 1_000)
                .mapToObj(i -> lookups.find("r1").toCompletableFuture())
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).contains("Room 1"));
        assertThat(asked.get()).isLessThan(1_000);
    }

    @Test
    void find_keyMadeWhileAQuestionIsOnItsWay_isAskedForAgain() {
        holding = true;
        CompletableFuture<Optional<String>> before = lookups.find("r2").toCompletableFuture();
        Question first = await().atMost(PATIENCE).until(questions::poll, question -> question != null);
        first.answer().complete(Map.of());
        assertThat(before.join()).isEmpty();

        CompletableFuture<Optional<String>> early = lookups.find("r2").toCompletableFuture();
        Question second = await().atMost(PATIENCE).until(questions::poll, question -> question != null);
        there.put("r2", "Room 2");
        CompletableFuture<Optional<String>> late = lookups.find("r2").toCompletableFuture();
        Question third = await().atMost(PATIENCE).until(questions::poll, question -> question != null);
        second.answer().complete(Map.of());
        answer(third);

        assertThat(early.join()).isEmpty();
        assertThat(late.join()).contains("Room 2");
    }

    @Test
    void find_storeAnswersNothing_hasFewQuestionsOnTheirWayAndARoomForTheRest() {
        holding = true;
        int most = BatchedLookups.AT_ONCE * BatchedLookups.MOST_KEYS + BatchedLookups.MOST_WAITING;
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        for (int i = 0; i < BatchedLookups.AT_ONCE; i++) {
            answers.add(lookups.find("early-" + i).toCompletableFuture());
            int expected = i + 1;
            await().atMost(PATIENCE).until(() -> asked.get() == expected);
        }
        for (int i = 0; i < most; i++) {
            answers.add(lookups.find("invented-" + i).toCompletableFuture());
        }
        assertThat(asked).hasValue(BatchedLookups.AT_ONCE);
        assertThat(refused).hasValue(most - BatchedLookups.MOST_WAITING);
        assertThat(answers.get(answers.size() - 1)).isCompletedExceptionally();
        assertThat(answers.get(answers.size() - 1).handle((found, failure) -> failure))
                .isCompletedWithValueMatching(RejectedExecutionException.class::isInstance);

        holding = false;
        questions.forEach(this::answer);
        await().atMost(PATIENCE).until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answers.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(refused.get());
    }

    @Test
    void find_storeFails_failsThoseThatAskedAndNoOthers() {
        holding = true;
        CompletableFuture<Optional<String>> failed = lookups.find("r1").toCompletableFuture();
        Question question = await().atMost(PATIENCE).until(questions::poll, polled -> polled != null);
        question.answer().completeExceptionally(new IllegalStateException("away"));
        assertThat(failed).isCompletedExceptionally();

        holding = false;
        assertThat(lookups.find("r1").toCompletableFuture().join()).contains("Room 1");
    }
}
