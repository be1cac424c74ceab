package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Below which offset of a partition everything was done, for the last minutes. It tells what a lost suffix of the store can
 * hold even when records are appended long after they were sent. Owned by the consumer's thread.
 */
final class OffsetHistory {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Deque<Moment> moments = new ArrayDeque<>();

    private record Moment(long at, long offset) {}

    /** @param at by a steady clock, in ms; never before an earlier one */
    void note(long at, long offset) {
        moments.add(new Moment(at, offset));
        while (moments.element().at() < at - KEPT.toMillis()) {
            moments.remove();
        }
    }

    /**
     * Below this offset everything was done at that time, and nothing of it has been read again since; where that time is
     * before the first one noted, what was done then.
     */
    long lowestSince(long at) {
        long lowest = Long.MAX_VALUE;
        for (Moment moment : (Iterable<Moment>) moments::descendingIterator) {
            lowest = Math.min(lowest, moment.offset());
            if (moment.at() <= at) {
                break;
            }
        }
        return lowest;
    }
}
