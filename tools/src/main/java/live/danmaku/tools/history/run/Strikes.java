package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import live.danmaku.tools.history.fault.Schedule;
import live.danmaku.tools.history.fault.Strike;
import live.danmaku.tools.history.fault.Striker;

/** Does a schedule's faults one after the other, all of them, however long that takes. */
final class Strikes implements Callable<Void> {

    private final Schedule schedule;
    private final Striker striker;
    private final Progress progress;
    private volatile boolean over;

    Strikes(Schedule schedule, Striker striker, Progress progress) {
        this.schedule = schedule;
        this.striker = striker;
        this.progress = progress;
    }

    @Override
    public Void call() throws InterruptedException {
        try {
            for (Strike strike : schedule.strikes()) {
                Thread.sleep(Duration.ofMillis(strike.beforeMs()).toMillis());
                progress.tell(strike.text());
                striker.strike(strike);
            }
        } finally {
            over = true;
        }
        return null;
    }

    boolean areOver() {
        return over;
    }
}
