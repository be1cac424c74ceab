package live.danmaku.benchmarks.backlog;

import java.time.Duration;

/**
 * Appends of a stretch of time and what they cost.
 *
 * @param messages appended
 * @param elapsed from the first to the last
 * @param redis CPU time
 * @param appender CPU time of the process that appended
 * @param machineLoad the share of all cores that was in use, whoever used them, 0 to 1
 */
public record Work(long messages, Duration elapsed, Duration redis, Duration appender, double machineLoad) {

    /** Of a core of Redis's, which has one thread for scripts, that counts as all. */
    private static final double FULL_CORE = 0.85;

    private static final double FULL_MACHINE = 0.92;

    public double perSecond() {
        return messages / seconds(elapsed);
    }

    public double redisMicros() {
        return seconds(redis) * 1e6 / messages;
    }

    public double appenderMicros() {
        return seconds(appender) * 1e6 / messages;
    }

    /** Cores that Redis kept busy. */
    public double redisCores() {
        return seconds(redis) / seconds(elapsed);
    }

    /** Cores that the process that appended kept busy. */
    public double appenderCores() {
        return seconds(appender) / seconds(elapsed);
    }

    /** Why it was not faster. */
    public String bound() {
        if (redisCores() >= FULL_CORE) {
            return "Redis's core";
        }
        return machineLoad >= FULL_MACHINE ? "the machine's cores" : "waiting";
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
