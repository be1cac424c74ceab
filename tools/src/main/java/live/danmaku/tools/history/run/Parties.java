package live.danmaku.tools.history.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.danmaku.tools.history.system.ScenarioException;

/** Threads of one kind. For one thread; they end with it. */
final class Parties implements AutoCloseable {

    private final ExecutorService threads;
    private final List<Future<?>> running = new ArrayList<>();

    Parties(String kind) {
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, kind);
            thread.setDaemon(true);
            return thread;
        });
    }

    void start(Callable<?> party) {
        running.add(threads.submit(party));
    }

    /** @throws ScenarioException when one has failed so far */
    void requireWell() throws InterruptedException {
        join(running.stream().filter(Future::isDone).toList(), 0);
    }

    /**
     * Blocks until all are done.
     *
     * @throws ScenarioException when one failed, or they take longer than this
     */
    void join(long seconds) throws InterruptedException {
        join(running, seconds);
    }

    private static void join(List<Future<?>> parties, long seconds) throws InterruptedException {
        for (Future<?> party : parties) {
            try {
                party.get(seconds, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ScenarioException told
                        ? told
                        : new ScenarioException("a party of the run failed: " + e.getCause(), e);
            } catch (TimeoutException e) {
                throw new ScenarioException("a party of the run does not end", e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
