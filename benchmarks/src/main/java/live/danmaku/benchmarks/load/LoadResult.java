package live.danmaku.benchmarks.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What a load measured.
 *
 * @param right answers as wished for that came in time
 * @param wrong other answers
 * @param late requests of an open loop that had no answer when the time was over
 * @param micros of right answers: from sending, or in an open loop from when sending was due
 * @param elapsed the measured time
 */
public record LoadResult(long right, long wrong, long late, Histogram micros, Duration elapsed) {

    public double perSecond() {
        return right / (elapsed.toNanos() / 1e9);
    }

    /** @param percentile 0 to 100 */
    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
