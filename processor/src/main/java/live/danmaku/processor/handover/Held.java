package live.danmaku.processor.handover;

import live.danmaku.processor.append.PendingRecord;

/**
 * A record that must not be appended yet. Owned by the {@link HandoverGate}.
 */
final class Held {

    /** Waits for no other partition, only for the records before it. */
    static final int NO_PARTITION = -1;

    private static final long UNKNOWN = -1;

    private final PendingRecord pending;
    private final int other;
    private final long deadlineNanos;
    private long required = UNKNOWN;

    /** @param other the partition where the sender's messages went before, or {@link #NO_PARTITION} */
    Held(PendingRecord pending, int other, long deadlineNanos) {
        this.pending = pending;
        this.other = other;
        this.deadlineNanos = deadlineNanos;
    }

    PendingRecord pending() {
        return pending;
    }

    int other() {
        return other;
    }

    /** All that the sender sent before this record lies before this offset of the other partition. */
    void require(long end) {
        required = end;
    }

    /** @param below how far the other partition is; -1 when nobody has told */
    boolean mayGo(long below) {
        return other == NO_PARTITION || required != UNKNOWN && below >= required;
    }

    boolean isLate(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }
}
