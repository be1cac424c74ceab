package live.danmaku.processor.append;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import live.danmaku.model.timeline.AppendBatch;

/** A queue of a {@link Lane} with at most one batch of it out at a time. Owned by its lane. */
final class Slot {

    private final String sequence;
    private final Deque<PendingRecord> waiting = new ArrayDeque<>();
    private boolean busy;
    private long acknowledged = -1;

    /** @param sequence see {@link AppendBatch#sequence()} */
    Slot(String sequence) {
        this.sequence = sequence;
    }

    String sequence() {
        return sequence;
    }

    Deque<PendingRecord> waiting() {
        return waiting;
    }

    boolean isBusy() {
        return busy;
    }

    void free() {
        busy = false;
    }

    /** The highest offset that the timeline has acknowledged of this sequence, or -1. */
    long acknowledged() {
        return acknowledged;
    }

    void acknowledge(long offset) {
        acknowledged = Math.max(acknowledged, offset);
    }

    /** Expects nothing of what the timeline knows. */
    void forget() {
        acknowledged = -1;
    }

    /** The next batch, which is now out; empty when one is out already or nothing waits. */
    List<PendingRecord> take() {
        if (busy || waiting.isEmpty()) {
            return List.of();
        }
        List<PendingRecord> records = new ArrayList<>(AppendBatch.MAX_ENTRIES);
        while (records.size() < AppendBatch.MAX_ENTRIES) {
            PendingRecord next = waiting.peek();
            if (next == null) {
                break;
            }
            if (next.delivery().isOver()) {
                waiting.remove();
            } else if (records.isEmpty() || records.get(0).bucket() == next.bucket()) {
                records.add(waiting.remove());
            } else {
                break;
            }
        }
        busy = !records.isEmpty();
        return records;
    }
}
