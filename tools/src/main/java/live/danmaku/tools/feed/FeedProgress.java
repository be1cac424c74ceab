package live.danmaku.tools.feed;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A progress bar on standard error, with the rate; where nobody watches, it is drawn less often. */
final class FeedProgress implements AutoCloseable {

    private static final int LOOK_EVERY_MS = 100;

    private final ProgressBar bar;
    private final Outcomes outcomes;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    FeedProgress(int messages, Outcomes outcomes) {
        this.outcomes = outcomes;
        this.bar = new ProgressBarBuilder()
                .setTaskName("feeding")
                .setInitialMax(messages)
                .setUnit("", 1)
                .showSpeed()
                .setUpdateIntervalMillis(System.console() == null ? 10_000 : 200)
                .build();
        clock.scheduleAtFixedRate(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        bar.stepTo(outcomes.done());
    }

    @Override
    public void close() {
        clock.shutdownNow();
        look();
        bar.close();
    }
}
