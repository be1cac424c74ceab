package live.danmaku.client;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt, by the numbers of the route's answer. */
record Backoff(long baseMs, long maxMs, double factor, double jitter) {

    static final Backoff DEFAULT = new Backoff(1_000, 30_000, 2, 0.5);

    private static final int MOST_ATTEMPTS = 32;

    /** Attempt 1 waits baseMs, each later one factor times as long, maxMs at most; less by up to the part jitter of it. */
    long waitMs(int attempt, RandomGenerator random) {
        double whole = Math.min(maxMs, baseMs * Math.pow(factor, Math.min(attempt, MOST_ATTEMPTS) - 1));
        return Math.round(whole * (1 - jitter * random.nextDouble()));
    }
}
