package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import live.danmaku.model.timeline.LossLog;
import live.danmaku.model.timeline.LossLog.Loss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other processors found the store to have lost, asked for twice a second, and what is told to them, until the store has
 * it. Owned by the consumer's thread.
 */
final class LossNews {

    private static final Logger log = LoggerFactory.getLogger(LossNews.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final LossLog losses;
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private Optional<String> last = Optional.empty();
    private OptionalLong news = OptionalLong.empty();
    private long nextQuestion = System.nanoTime();
    private final Set<String> own = new HashSet<>();
    private boolean asking;
    private OptionalLong untold = OptionalLong.empty();
    private boolean telling;
    private long nextTelling = System.nanoTime();

    LossNews(LossLog losses) {
        this.losses = losses;
    }

    /**
     * From where messages are to be appended again, in ms since 1970, when others have told of a loss since the last call.
     * Never blocks.
     */
    OptionalLong take() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
        if (!asking && System.nanoTime() - nextQuestion >= 0) {
            ask();
        }
        if (untold.isPresent() && !telling && System.nanoTime() - nextTelling >= 0) {
            tellNow(untold.getAsLong());
        }
        OptionalLong taken = news;
        news = OptionalLong.empty();
        return taken;
    }

    private void ask() {
        asking = true;
        nextQuestion = System.nanoTime() + PERIOD.toNanos();
        losses.after(last.orElse(LossLog.START))
                .whenComplete((told, failure) -> answers.add(() -> {
                    asking = false;
                    if (failure == null) {
                        learn(told);
                    }
                }));
    }

    /** What was told before this processor began is no news: who begins reads again anyway. */
    private void learn(List<Loss> told) {
        if (last.isPresent()) {
            for (Loss loss : told) {
                if (!own.remove(loss.id())) {
                    news = earlier(news, loss.since());
                }
            }
        }
        last = told.isEmpty()
                ? last.or(() -> Optional.of(LossLog.START))
                : Optional.of(told.get(told.size() - 1).id());
    }

    /** Tells others of a loss that was found here; soon, as the store may be away just now. */
    void tell(long since) {
        untold = earlier(untold, since);
    }

    private void tellNow(long since) {
        telling = true;
        nextTelling = System.nanoTime() + PERIOD.toNanos();
        untold = OptionalLong.empty();
        losses.tell(since)
                .whenComplete((told, failure) -> answers.add(() -> {
                    telling = false;
                    if (failure == null) {
                        own.add(told.id());
                    } else {
                        log.debug("others were not told of a loss, trying again", failure);
                        untold = earlier(untold, since);
                    }
                }));
    }

    static OptionalLong earlier(OptionalLong one, long other) {
        return OptionalLong.of(Math.min(one.orElse(Long.MAX_VALUE), other));
    }

    static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        return other.isEmpty() ? one : earlier(one, other.getAsLong());
    }
}
