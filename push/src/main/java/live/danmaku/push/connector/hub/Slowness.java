package live.danmaku.push.connector.hub;

import live.danmaku.push.connector.session.Session;

/** How slow a session is. Owned by the session's loop. */
final class Slowness {

    private static final long GAPS_WITHIN_NS = 60_000_000_000L;

    private final Session session;
    private int gaps;
    private long gapAt;
    private long leastPending = Long.MAX_VALUE;
    private long tookBytesAt;

    Slowness(Session session) {
        this.session = session;
    }

    /** It was told a gap because it is too slow. Returns how many of these there were lately. */
    int gap(long now) {
        gaps = now - gapAt < GAPS_WITHIN_NS ? gaps + 1 : 1;
        gapAt = now;
        return gaps;
    }

    /** It has begun to wait for its socket. */
    void stalls(long now) {
        leastPending = session.pendingBytes();
        tookBytesAt = now;
    }

    /** For how long its socket has taken nothing, in nanoseconds, as far as this is asked again and again. */
    long stalledFor(long now) {
        long pending = session.pendingBytes();
        if (pending < leastPending) {
            leastPending = pending;
            tookBytesAt = now;
        }
        return now - tookBytesAt;
    }
}
