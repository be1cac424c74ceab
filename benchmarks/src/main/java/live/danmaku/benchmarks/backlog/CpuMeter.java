package live.danmaku.benchmarks.backlog;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** Reads the clocks at the begin of a stretch of time, and again at its end. */
public final class CpuMeter {

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Supplier<Duration> redis;
    private final Supplier<Duration> appender;
    private final long begin;
    private final Duration redisBefore;
    private final Duration appenderBefore;

    /**
     * Begins.
     *
     * @param redis what Redis has used of the CPU so far
     * @param appender what the process that appends has used so far
     */
    public CpuMeter(Supplier<Duration> redis, Supplier<Duration> appender) {
        this.redis = redis;
        this.appender = appender;
        // It tells the load since it was last asked.
        system.getCpuLoad();
        redisBefore = redis.get();
        appenderBefore = appender.get();
        begin = System.nanoTime();
    }

    /** @param messages appended since the begin */
    public Work end(long messages) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return new Work(
                messages,
                elapsed,
                redis.get().minus(redisBefore),
                appender.get().minus(appenderBefore),
                system.getCpuLoad());
    }
}
