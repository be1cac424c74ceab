package live.danmaku.push.pusher.feed;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Turns} of an executor with one thread. Once that has ended nothing runs any more. */
final class ExecutorTurns implements Turns {

    private static final Logger log = LoggerFactory.getLogger(ExecutorTurns.class);

    private final EventExecutor executor;

    ExecutorTurns(EventExecutor executor) {
        this.executor = executor;
    }

    @Override
    public void soon(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            log.debug("ended, nothing runs any more", e);
        }
    }

    @Override
    public void later(long nanos, Runnable task) {
        try {
            executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("ended, nothing runs any more", e);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("unexpected error; a turn has failed", e);
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
