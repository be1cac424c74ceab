package live.danmaku.benchmarks.flood;

import live.danmaku.benchmarks.load.LoadResult;
import org.HdrHistogram.Histogram;

/**
 * One slice of gifts. Times in ms.
 *
 * @param giftsPerSecond accepted
 * @param commentsPerSecond accepted beside them
 * @param accepted from when a gift was due to its 202
 * @param visible from the 202 to the answer that showed the gift
 * @param wrong answers, of both
 */
record FloodRound(double giftsPerSecond, double commentsPerSecond, Times accepted, Times visible, long wrong) {

    record Times(double p50, double p99, double most) {

        static Times of(Histogram micros) {
            return new Times(
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }

    /** @param seen from 202 to visible, in microseconds */
    static FloodRound of(LoadResult gifts, LoadResult comments, Histogram seen) {
        return new FloodRound(
                gifts.perSecond(),
                comments.perSecond(),
                Times.of(gifts.micros()),
                Times.of(seen),
                gifts.wrong() + comments.wrong());
    }
}
