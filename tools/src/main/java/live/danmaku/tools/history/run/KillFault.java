package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Kills one processor and starts another. */
final class KillFault implements Fault {

    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    /** A dead processor's partitions move on after 6 s. */
    private static final long TAKEOVER_MS = 8_000;

    /** The living give some of theirs to the new one. */
    private static final long REBALANCE_MS = 3_000;

    private final Deployment deployment;
    private final FaultLog log;
    private final Random random;

    KillFault(Deployment deployment, FaultLog log, Random random) {
        this.deployment = deployment;
        this.log = log;
        this.random = random;
    }

    @Override
    public Duration before() {
        return BEFORE;
    }

    @Override
    public Duration strike() throws InterruptedException {
        long begin = System.nanoTime();
        log.start("a processor is killed");
        String victim = deployment.killProcessor(random);
        deployment.addProcessors(1);
        long left = TAKEOVER_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        TimeUnit.MILLISECONDS.sleep(Math.max(REBALANCE_MS, left));
        log.stop(victim + " was replaced");
        return BETWEEN;
    }
}
