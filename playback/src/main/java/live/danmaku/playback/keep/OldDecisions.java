package live.danmaku.playback.keep;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.mysql.MySqlDecisions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes decisions that are kept no longer, at the start and then each period. Several processes may do so. */
public final class OldDecisions implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OldDecisions.class);

    private final MySqlDecisions decisions;
    private final DecisionSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "old-decisions"));

    public OldDecisions(MySqlDecisions decisions, DecisionSettings settings, Clock clock) {
        this.decisions = decisions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins to delete. */
    public void start() {
        thread.scheduleWithFixedDelay(this::delete, 0, settings.period().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void delete() {
        decisions.deleteBefore(clock.millis() - settings.keep().toMillis()).whenComplete((deleted, failure) -> {
            if (failure != null) {
                log.warn("old decisions stay, again in {}: {}", settings.period(), failure.toString());
            } else if (deleted > 0) {
                log.info("{} decisions were older than {} and went", deleted, settings.keep());
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
