package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Kills the second front end and starts it again; its readers go to the other one meanwhile. */
final class FrontFault implements Fault {

    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final long AWAY_MS = 500;

    private final Deployment deployment;
    private final FaultLog log;

    FrontFault(Deployment deployment, FaultLog log) {
        this.deployment = deployment;
        this.log = log;
    }

    @Override
    public Duration before() {
        return BEFORE;
    }

    @Override
    public Duration strike() throws InterruptedException {
        log.start("a front end is killed");
        deployment.killSecondFront();
        TimeUnit.MILLISECONDS.sleep(AWAY_MS);
        deployment.startSecondFront();
        log.stop("it is back");
        return BETWEEN;
    }
}
