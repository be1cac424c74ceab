package live.danmaku.processor.append;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import live.danmaku.model.Topic;

/** Where those who find that a timeline has lost something ask for Kafka to be read again. Thread-safe. */
public final class RewindAsks {

    private final KnownTimelines known;
    private final Duration reach;
    private final Clock clock;
    private long since = Long.MAX_VALUE;

    /** @param reach the longest suffix that a store may lose */
    public RewindAsks(KnownTimelines known, Duration reach, Clock clock) {
        this.known = known;
        this.reach = reach;
        this.clock = clock;
    }

    /**
     * A timeline has lost something. It had not when it last acknowledged something, so what was lost was acknowledged
     * within the reach before that; the record of it may be older by as much again.
     *
     * @return false when this process expects nothing of the timeline any more: what an answer on its way tells is of before
     *     the rewind that made it so, and is repaired
     */
    public boolean lost(Topic topic) {
        OptionalLong acknowledgedAt = known.acknowledgedAt(topic);
        acknowledgedAt.ifPresent(at -> ask(at - 2 * reach.toMillis()));
        return acknowledgedAt.isPresent();
    }

    /** Something was lost that nothing more is known of. */
    void lostJustNow() {
        ask(clock.millis() - 2 * reach.toMillis());
    }

    private synchronized void ask(long time) {
        since = Math.min(since, time);
    }

    /** From where to read again, in ms since 1970, to repair all that was found since the last call. */
    public synchronized OptionalLong take() {
        OptionalLong taken = since == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(since);
        since = Long.MAX_VALUE;
        return taken;
    }
}
