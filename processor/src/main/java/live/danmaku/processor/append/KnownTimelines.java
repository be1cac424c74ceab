package live.danmaku.processor.append;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;

/**
 * What this process was last told of each topic's timeline, whichever type, partition and slot the append was of: a timeline
 * that knows less has lost something. Topics that nothing was appended to for an hour are forgotten, so memory is what is
 * busy. Thread-safe.
 */
public final class KnownTimelines {

    /** Much less than a released timeline's meta stays: what is gone by right must not be missed. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Map<Topic, Known> known = new ConcurrentHashMap<>();
    private final Clock clock;

    /** @param acknowledgedAt in ms since 1970 */
    private record Known(Cursor cursor, long acknowledgedAt) {

        /** Answers may overtake one another; in one epoch the clock never goes back. */
        Known and(Known later) {
            boolean isNews = !later.cursor.equals(Cursor.ORIGIN)
                    && (!later.cursor.epoch().equals(cursor.epoch()) || later.cursor.place() > cursor.place());
            return isNews ? later : new Known(cursor, later.acknowledgedAt);
        }
    }

    public KnownTimelines(Clock clock) {
        this.clock = clock;
    }

    /** The epoch and the clock that were told last; {@link Cursor#ORIGIN} when nothing is known. */
    public Cursor of(Topic topic) {
        Known its = known.get(topic);
        return its == null ? Cursor.ORIGIN : its.cursor();
    }

    /** When the timeline last acknowledged something to this process, in ms since 1970. */
    OptionalLong acknowledgedAt(Topic topic) {
        Known its = known.get(topic);
        return its == null ? OptionalLong.empty() : OptionalLong.of(its.acknowledgedAt());
    }

    /** Takes what an append was answered. */
    public void learn(Topic topic, Appended answer) {
        // What was folded and is not shown yet makes no timeline.
        Cursor cursor = answer.epoch().equals(Epoch.NONE) ? Cursor.ORIGIN : new Cursor(answer.epoch(), answer.clock());
        known.merge(topic, new Known(cursor, clock.millis()), Known::and);
    }

    /** Expects nothing any more of timelines that acknowledged something at or after a time, in ms since 1970. */
    void forgetSince(long time) {
        known.values().removeIf(its -> its.acknowledgedAt() >= time);
    }

    void retire() {
        long idleBefore = clock.millis() - KEPT.toMillis();
        known.values().removeIf(its -> its.acknowledgedAt() < idleBefore);
    }
}
