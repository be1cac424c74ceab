package live.danmaku.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Loads candidates in turn until none of them gets faster. A JVM compiles while it works, and on a busy machine that takes
 * longer than any fixed time; what is measured before is the compiler.
 */
public final class WarmUp {

    /** A candidate that is faster than ever before by this factor is still warming up. */
    private static final double FASTER = 1.05;

    /** So many turns without a faster one are enough. */
    private static final int CALM_TURNS = 3;

    private WarmUp() {}

    /** A candidate. */
    public interface Slice {

        /** Blocks for the slice; answers a second. */
        double perSecond() throws IOException, InterruptedException, ExecutionException;
    }

    /**
     * Blocks until all are warm.
     *
     * @param atMost how long at most, in whole turns
     * @return one sentence about how it went
     */
    public static String run(List<Slice> candidates, Duration atMost)
            throws IOException, InterruptedException, ExecutionException {
        double[] best = new double[candidates.size()];
        Arrays.fill(best, 1);
        long begin = System.nanoTime();
        int calm = 0;
        while (calm < CALM_TURNS && System.nanoTime() - begin < atMost.toNanos()) {
            calm++;
            for (int i = 0; i < best.length; i++) {
                double perSecond = candidates.get(i).perSecond();
                if (perSecond > best[i] * FASTER) {
                    calm = 0;
                }
                best[i] = Math.max(best[i], perSecond);
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        return calm == CALM_TURNS
                ? "warm after %d s".formatted(seconds)
                : "NOT warm after %d s: something was still getting faster, so figures are too low".formatted(seconds);
    }
}
