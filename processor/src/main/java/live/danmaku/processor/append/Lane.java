package live.danmaku.processor.append;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.TimelineEntry;

/**
 * What waits to be appended to one topic's timeline as messages of one type, and what this process knows of that
 * timeline. At most one batch is out at a time, so records of a lane are appended in the order they came. Thread-safe by
 * its own lock.
 */
final class Lane {

    private final LaneKey key;
    private final Deque<PendingRecord> waiting = new ArrayDeque<>();
    private final Map<Integer, Long> acknowledged = new HashMap<>();
    private long highestPlace;
    private long idleSince;
    private boolean busy;
    private boolean retired;

    Lane(LaneKey key) {
        this.key = key;
    }

    LaneKey key() {
        return key;
    }

    /** @return false when the lane was {@link #retire retired}; the caller takes a new one */
    synchronized boolean add(PendingRecord record) {
        if (retired) {
            return false;
        }
        waiting.add(record);
        return true;
    }

    /** The next batch, which is now out; empty when one is out already or nothing waits. */
    synchronized List<PendingRecord> take() {
        if (busy) {
            return List.of();
        }
        List<PendingRecord> records = new ArrayList<>();
        while (records.size() < AppendBatch.MAX_ENTRIES) {
            PendingRecord next = waiting.peek();
            if (next == null) {
                break;
            }
            if (next.delivery().isOver()) {
                waiting.remove();
            } else if (records.isEmpty() || sameBatch(records.get(0), next)) {
                records.add(waiting.remove());
            } else {
                break;
            }
        }
        busy = !records.isEmpty();
        return records;
    }

    private static boolean sameBatch(PendingRecord first, PendingRecord next) {
        return first.record().partition() == next.record().partition() && first.bucket() == next.bucket();
    }

    /** The records as the timeline takes them, with what is known of it right now. */
    synchronized AppendBatch toAppend(List<PendingRecord> records) {
        int partition = records.get(0).record().partition();
        long recordedAt = Long.MAX_VALUE;
        List<TimelineEntry> entries = new ArrayList<>(records.size());
        for (PendingRecord pending : records) {
            recordedAt = Math.min(recordedAt, pending.record().timestamp());
            entries.add(TimelineEntry.of(pending.record().offset(), pending.message()));
        }
        return new AppendBatch(
                key.topic(),
                records.get(0).message().streamStart(),
                partition,
                acknowledged.getOrDefault(partition, -1L),
                highestPlace,
                recordedAt,
                entries);
    }

    /** The batch that was out is appended. */
    synchronized void appended(AppendBatch batch, long clock) {
        long highest =
                batch.entries().stream().mapToLong(TimelineEntry::offset).max().orElse(-1);
        acknowledged.merge(batch.partition(), highest, Math::max);
        highestPlace = Math.max(highestPlace, clock);
    }

    /** Expects nothing more of what the timeline knows of this partition, which is about to be read again. */
    synchronized void forget(int partition) {
        acknowledged.remove(partition);
    }

    /** No batch is out any more. */
    synchronized void free(long now) {
        busy = false;
        idleSince = now;
    }

    /** Ends the lane if nothing has been in it since {@code idleBefore}. */
    synchronized boolean retire(long idleBefore) {
        retired = !busy && waiting.isEmpty() && idleSince < idleBefore;
        return retired;
    }
}
