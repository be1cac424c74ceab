package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Kills the replica that the second front end reads from and starts it again: reads go to the master and come back. */
final class ReplicaFault implements Fault {

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final long AWAY_MS = 1_500;

    /** It has everything after some ms; reads come back to it when it was well three seconds in a row. */
    private static final long BACK_MS = 5_000;

    private final RedisReplica replica;
    private final FaultLog log;

    ReplicaFault(RedisReplica replica, FaultLog log) {
        this.replica = replica;
        this.log = log;
    }

    @Override
    public Duration before() {
        return BEFORE;
    }

    @Override
    public Duration strike() throws InterruptedException {
        log.start("a replica is killed");
        replica.kill();
        TimeUnit.MILLISECONDS.sleep(AWAY_MS);
        replica.startAgain();
        TimeUnit.MILLISECONDS.sleep(BACK_MS);
        log.stop("reads come from it again");
        return BETWEEN;
    }
}
