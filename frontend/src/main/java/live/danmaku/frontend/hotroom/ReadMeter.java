package live.danmaku.frontend.hotroom;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** How often a room is polled, and whether that makes it hot. Counting is thread-safe, judging is for one thread. */
final class ReadMeter {

    private final LongAdder polls = new LongAdder();
    private long last;
    private long calmSinceMs = Long.MAX_VALUE;
    private boolean hot;
    private boolean idle;
    private volatile long rate;

    void count() {
        polls.increment();
    }

    /**
     * Judges the time since the last call.
     *
     * @param elapsed that time
     * @param nowMs any clock's
     * @return polls a second
     */
    long judge(HotRoomSettings settings, Duration elapsed, long nowMs) {
        long sum = polls.sum();
        long rate = (sum - last) * 1_000 / Math.max(1, elapsed.toMillis());
        this.rate = rate;
        idle = sum == last;
        last = sum;
        if (rate >= settings.enter()) {
            hot = true;
        }
        if (rate >= settings.leave()) {
            calmSinceMs = Long.MAX_VALUE;
        } else if (calmSinceMs == Long.MAX_VALUE) {
            calmSinceMs = nowMs;
        } else if (nowMs - calmSinceMs >= settings.leaveAfter().toMillis()) {
            hot = false;
        }
        return rate;
    }

    /** Polls a second between the last two judgements. Thread-safe. */
    long rate() {
        return rate;
    }

    /** Whether nobody polled between the last two judgements. */
    boolean isIdle() {
        return idle;
    }

    boolean isHot() {
        return hot;
    }
}
