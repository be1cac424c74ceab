package live.danmaku.tools.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages at their times, with a bounded number under way; when that many are, the feed falls behind its
 * timetable and says so in the summary. What gets no answer, 429 or 5xx is repeated with the same id until
 * {@code patience} is over; then it is unclear whether it was accepted.
 */
final class Feeder {

    private final RoomApi api;
    private final int concurrency;
    private final Duration patience;
    private final Outcomes outcomes;
    private final Semaphore places;

    Feeder(RoomApi api, int concurrency, Duration patience, Outcomes outcomes) {
        this.api = api;
        this.concurrency = concurrency;
        this.patience = patience;
        this.outcomes = outcomes;
        this.places = new Semaphore(concurrency);
    }

    /** Blocks until every message has an outcome. */
    void feed(List<FeedMessage> messages, Timetable timetable) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < messages.size(); i++) {
            long due = begin + timetable.dueNanos(i);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            places.acquire();
            outcomes.behind(System.nanoTime() - due);
            attempt(messages.get(i), 1, System.nanoTime() + patience.toNanos());
        }
        places.acquire(concurrency);
        places.release(concurrency);
    }

    private void attempt(FeedMessage message, int tries, long deadline) {
        api.send(message).whenComplete((answer, failure) -> {
            try {
                concluded(message, tries, deadline, answer, failure);
            } catch (RuntimeException e) {
                outcomes.unclear(message, e.toString());
                places.release();
            }
        });
    }

    private void concluded(
            FeedMessage message, int tries, long deadline, @Nullable Answer answer, @Nullable Throwable failure) {
        if (answer != null && !answer.isWorthARetry()) {
            if (answer.status() == 202) {
                outcomes.accepted(message);
            } else {
                outcomes.rejected(message, answer.problem());
            }
            places.release();
            return;
        }
        Duration wait = Backoff.before(tries, answer == null ? null : answer.retryAfter());
        if (System.nanoTime() + wait.toNanos() > deadline) {
            outcomes.unclear(message, answer == null ? reason(failure) : answer.problem());
            places.release();
            return;
        }
        outcomes.repeated();
        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> attempt(message, tries + 1, deadline));
    }

    private static String reason(@Nullable Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IOException ? "no answer: " + cause : String.valueOf(cause);
    }
}
