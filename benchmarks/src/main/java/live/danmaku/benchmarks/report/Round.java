package live.danmaku.benchmarks.report;

import java.time.Duration;
import live.danmaku.benchmarks.load.LoadResult;

/**
 * One slice of one candidate.
 *
 * @param perSecond right answers a second
 * @param p50 ms
 * @param p99 ms
 * @param perCpuSecond right answers for each second of CPU time that the server used; NaN when unknown
 * @param wrong answers
 */
public record Round(double perSecond, double p50, double p99, double perCpuSecond, long wrong) {

    public static Round of(LoadResult result, Duration cpuTime) {
        double cpuSeconds = cpuTime.toNanos() / 1e9;
        return new Round(
                result.perSecond(),
                result.millis(50),
                result.millis(99),
                cpuSeconds == 0 ? Double.NaN : result.right() / cpuSeconds,
                result.wrong());
    }
}
