package live.danmaku.processor.consume;

import static live.danmaku.processor.consume.LossNews.earlier;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.danmaku.processor.append.RewindAsks;
import org.jspecify.annotations.Nullable;

/**
 * All that tells of a loss, and how far back it makes one read: batches that found their timeline to know too little, other
 * processors, and the witness. Nothing is forgotten before it is {@link #settled}. Owned by the consumer's thread.
 */
final class Losses {

    private static final Duration WITNESS_ANSWERS_WITHIN = Duration.ofSeconds(1);

    private final RewindAsks asks;
    private final LossNews news;
    private final WitnessedLosses witness;
    private final long reachMs;
    private OptionalLong asked = OptionalLong.empty();
    private OptionalLong told = OptionalLong.empty();
    private OptionalLong lastGood = OptionalLong.empty();
    private @Nullable CompletableFuture<Long> dating;

    /** @param reach the longest suffix that a store may lose */
    Losses(RewindAsks asks, LossNews news, WitnessedLosses witness, Duration reach) {
        this.asks = asks;
        this.news = news;
        this.witness = witness;
        this.reachMs = reach.toMillis();
    }

    /**
     * From where to read again, in ms since 1970, when something was lost and it is known, as well as it can be, when.
     * Never blocks: while the witness is asked it is empty.
     */
    OptionalLong since() {
        asked = earlier(asked, asks.take());
        told = earlier(told, news.take());
        lastGood = earlier(lastGood, witness.take());
        if (asked.isEmpty() && told.isEmpty() && lastGood.isEmpty()) {
            return OptionalLong.empty();
        }
        if (lastGood.isEmpty() && !isDated()) {
            return OptionalLong.empty();
        }
        lastGood = earlier(lastGood, witness.take());
        // The witness knows when; what a batch found is the same loss, which it can date only roughly.
        OptionalLong here = lastGood.isPresent() ? OptionalLong.of(lastGood.getAsLong() - reachMs) : asked;
        return earlier(here, told);
    }

    /** Whether the witness was asked and has answered, or does not. */
    private boolean isDated() {
        if (dating == null) {
            dating = CompletableFuture.completedFuture(witness)
                    .thenCompose(WitnessedLosses::check)
                    .orTimeout(WITNESS_ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
        return dating.isDone();
    }

    /** Whether the store as a whole went back, rather than a single timeline. */
    boolean isStoreAnother() {
        return lastGood.isPresent();
    }

    /** What {@link #since} told of is repaired here. Others have witnesses of their own; what only a batch found they are told. */
    void settled() {
        if (lastGood.isEmpty() && asked.isPresent()) {
            news.tell(asked.getAsLong());
        }
        asked = OptionalLong.empty();
        told = OptionalLong.empty();
        lastGood = OptionalLong.empty();
        dating = null;
    }
}
