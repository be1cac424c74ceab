package live.danmaku.push.pusher.feed;

/**
 * How often a topic is looked after: each heartbeat while something happens and for {@value #ACTIVE_BEATS} heartbeats after,
 * then every 2nd, every 4th, and in the end every {@value #MOST_BEATS}th one. Most topics are of users to whom nobody writes.
 * Of one thread.
 */
final class Rest {

    static final int ACTIVE_BEATS = 10;
    static final int MOST_BEATS = 8;

    private int active = ACTIVE_BEATS;
    private int every = 1;
    private int left;

    /** Something happened. */
    void end() {
        active = ACTIVE_BEATS;
        every = 1;
        left = 0;
    }

    /** Called once a heartbeat. */
    boolean isOver() {
        if (active > 0) {
            active--;
            return true;
        }
        if (left > 0) {
            left--;
            return false;
        }
        every = Math.min(every * 2, MOST_BEATS);
        left = every - 1;
        return true;
    }
}
