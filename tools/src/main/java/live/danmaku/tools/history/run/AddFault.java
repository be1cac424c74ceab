package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Starts one more processor, once. */
final class AddFault implements Fault {

    /** The others give it some of their partitions. */
    private static final long REBALANCE_MS = 3_000;

    private final Deployment deployment;
    private final FaultLog log;
    private final Duration before;

    AddFault(Deployment deployment, FaultLog log, Duration before) {
        this.deployment = deployment;
        this.log = log;
        this.before = before;
    }

    @Override
    public Duration before() {
        return before;
    }

    @Override
    public Duration strike() throws InterruptedException {
        log.start("one more processor");
        deployment.addProcessors(1);
        TimeUnit.MILLISECONDS.sleep(REBALANCE_MS);
        log.stop("one more processor");
        return NO_MORE;
    }
}
