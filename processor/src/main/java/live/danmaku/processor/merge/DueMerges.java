package live.danmaku.processor.merge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.merge.MergeAgenda;
import live.danmaku.model.merge.MergeAgenda.Claim;
import live.danmaku.model.merge.MergeStore;
import live.danmaku.model.merge.Outbox;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.processor.append.KnownTimelines;
import live.danmaku.processor.append.RewindAsks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows merged messages when they are due. Every processor looks at the same agenda some times a second, so it does not
 * matter who folded them, or whether that one still lives. What fails is due again after a moment, or when its claim ends.
 */
public final class DueMerges implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DueMerges.class);

    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);
    private static final int CLAIMS_A_LOOK = 100;

    private final MergeStore merges;
    private final MergeAgenda agenda;
    private final MergedMessages messages;
    private final KnownTimelines known;
    private final RewindAsks asks;
    private final Counter failures;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "due-merges"));

    /**
     * @param known what all writers of this process know of timelines
     * @param asks where it is told that a timeline has lost something
     * @param headStart how long what is in Kafka may be read before the first look, so that a combo is not ended just
     *     because nobody was there to read on
     */
    public DueMerges(
            MergeStore merges,
            MergeAgenda agenda,
            TimelineWriter timeline,
            KnownTimelines known,
            RewindAsks asks,
            Duration headStart,
            MeterRegistry registry) {
        this.merges = merges;
        this.agenda = agenda;
        this.known = known;
        this.asks = asks;
        this.messages = new MergedMessages(merges, timeline);
        this.failures = Counter.builder("danmaku.merge.failures")
                .description("Merged messages that Redis did not take when they were due; each is repeated")
                .register(registry);
        thread.scheduleWithFixedDelay(this::look, headStart.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            agenda.claim(CLAIMS_A_LOOK)
                    .thenAccept(claims -> claims.forEach(this::show))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.debug("the agenda was not answered, again in {}: {}", PERIOD, e.toString());
        }
    }

    /** Not waited for: the claim keeps others off, and other topics do not wait for this one. */
    private void show(Claim claim) {
        CompletableFuture.completedFuture(claim)
                .thenCompose(mine -> merges.wake(mine.topic(), mine.type()))
                .thenCompose(outbox -> show(claim, outbox))
                .exceptionallyCompose(failure -> {
                    failures.increment();
                    log.debug("{} not shown, again in {}: {}", claim, AFTER_A_FAILURE, failure.toString());
                    return agenda.settle(claim, AFTER_A_FAILURE);
                })
                .exceptionally(failure -> null);
    }

    private CompletionStage<Void> show(Claim claim, Outbox outbox) {
        return messages.show(claim.topic(), claim.type(), outbox.emissions(), known.of(claim.topic()))
                .thenCompose(shown -> shown.isPresent() ? went(claim, outbox, shown.get()) : goOn(claim, outbox));
    }

    private CompletionStage<Void> went(Claim claim, Outbox outbox, AppendResult result) {
        if (result instanceof AppendResult.Appended appended) {
            known.learn(claim.topic(), appended);
            return goOn(claim, outbox);
        }
        asks.lost(claim.topic());
        return agenda.settle(claim, AFTER_A_FAILURE);
    }

    private CompletionStage<Void> goOn(Claim claim, Outbox outbox) {
        return Duration.ZERO.equals(outbox.next())
                ? merges.wake(claim.topic(), claim.type()).thenCompose(more -> show(claim, more))
                : agenda.settle(claim, outbox.next());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
