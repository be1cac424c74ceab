package live.danmaku.push.connector.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: twice as long after each failure, within bounds, spread at random. */
final class Backoff {

    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
        this.next = first;
    }

    /** Half to one and a half of what is due now. */
    Duration next() {
        Duration due = next;
        Duration twice = due.multipliedBy(2);
        next = twice.compareTo(most) > 0 ? most : twice;
        return Duration.ofNanos((long) (due.toNanos() * (0.5 + random.nextDouble())));
    }

    void reset() {
        next = first;
    }
}
