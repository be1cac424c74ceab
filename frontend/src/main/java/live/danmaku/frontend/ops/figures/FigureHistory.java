package live.danmaku.frontend.ops.figures;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.ops.FigureBoard;
import live.danmaku.model.ops.ProcessFigures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all processes did in the last {@link #KEPT}, looked at every {@link #EVERY}, so that who opens the ops page sees what
 * was before. While the board is away there are no moments, and processes are those that were last known. Thread-safe.
 */
public final class FigureHistory implements AutoCloseable {

    static final Duration EVERY = Duration.ofSeconds(2);
    static final Duration KEPT = Duration.ofMinutes(15);

    private static final Logger log = LoggerFactory.getLogger(FigureHistory.class);

    private final FigureBoard board;
    private final Clock clock;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "figure-history"));
    private List<ProcessFigures> last = List.of();
    private long lastNanos = System.nanoTime();

    public FigureHistory(FigureBoard board, Clock clock) {
        this.board = board;
        this.clock = clock;
    }

    public void start() {
        thread.scheduleAtFixedRate(this::tryLook, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A thread pool drops a task that throws. */
    private void tryLook() {
        try {
            board.read().whenComplete((figures, failure) -> {
                if (figures != null) {
                    take(figures, System.nanoTime());
                }
            });
        } catch (RuntimeException e) {
            log.debug("no figures, again in {}", EVERY, e);
        }
    }

    /** @param nanos any clock's, that never jumps */
    synchronized void take(List<ProcessFigures> figures, long nanos) {
        long at = clock.millis();
        if (!last.isEmpty()) {
            moments.addLast(Moment.between(last, figures, at, TimeUnit.NANOSECONDS.toMillis(nanos - lastNanos)));
        }
        while (!moments.isEmpty() && moments.getFirst().at() < at - KEPT.toMillis()) {
            moments.removeFirst();
        }
        last = figures;
        lastNanos = nanos;
    }

    /** What the processes told last, by their names. */
    synchronized List<ProcessFigures> processes() {
        return last;
    }

    /** The moments after a time, the oldest first. */
    synchronized List<Moment> since(long at) {
        List<Moment> after = new ArrayList<>();
        moments.forEach(moment -> {
            if (moment.at() > at) {
                after.add(moment);
            }
        });
        return after;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
