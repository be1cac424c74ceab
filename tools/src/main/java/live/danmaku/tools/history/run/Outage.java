package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Kills a process that others can do without, and starts it again. */
final class Outage implements Fault {

    /** Starts a process that was killed; may block until it is ready. */
    private interface Start {

        void again() throws InterruptedException;
    }

    private final FaultLog log;
    private final Runnable kill;
    private final Start start;
    private final Duration pause;
    private final Duration away;
    private final Duration unused;

    /**
     * @param pause before the first time, and from each to the next
     * @param away from its end to its start
     * @param unused how long the others stay away from it once it runs
     */
    private Outage(FaultLog log, Runnable kill, Start start, Duration pause, Duration away, Duration unused) {
        this.log = log;
        this.kill = kill;
        this.start = start;
        this.pause = pause;
        this.away = away;
        this.unused = unused;
    }

    /** Of the second front end; its readers go to the other one meanwhile. */
    static Outage ofSecondFront(Deployment deployment, FaultLog log) {
        return new Outage(
                log,
                deployment::killSecondFront,
                deployment::startSecondFront,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ZERO);
    }

    /**
     * Of the replica that the second front end reads from; reads go to the master. The replica has everything after some ms,
     * and reads come back to it when it was well three seconds in a row.
     */
    static Outage ofReplica(RedisReplica replica, FaultLog log) {
        return new Outage(
                log,
                replica::kill,
                replica::startAgain,
                Duration.ofSeconds(1),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(5));
    }

    @Override
    public Duration before() {
        return pause;
    }

    @Override
    public Duration strike() throws InterruptedException {
        log.start("it is killed");
        kill.run();
        TimeUnit.MILLISECONDS.sleep(away.toMillis());
        start.again();
        TimeUnit.MILLISECONDS.sleep(unused.toMillis());
        log.stop("it is back");
        return pause;
    }
}
