package live.danmaku.push.pusher;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Lets a number of steps be under way at a time; the others wait in the order in which they came. So a connector that comes
 * with everything it has does not fill the store's queue, in which everybody waits. Of one thread.
 */
public final class Pace {

    private final int most;
    private final Executor thread;
    private final Queue<Supplier<? extends CompletionStage<?>>> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * @param most steps at a time
     * @param thread the one that this belongs to
     */
    public Pace(int most, Executor thread) {
        this.most = most;
        this.thread = thread;
    }

    /** @param step begins now, or when it is its turn; it is over when the stage is, however that ends */
    public void soon(Supplier<? extends CompletionStage<?>> step) {
        waiting.add(step);
        next();
    }

    private void next() {
        while (underWay < most) {
            Supplier<? extends CompletionStage<?>> step = waiting.poll();
            if (step == null) {
                return;
            }
            underWay++;
            begin(step).whenComplete((done, failure) -> thread.execute(this::over));
        }
    }

    /** A step that throws has failed like one that answers so. */
    private static CompletionStage<?> begin(Supplier<? extends CompletionStage<?>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void over() {
        underWay--;
        next();
    }
}
