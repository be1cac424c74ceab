package live.danmaku.processor.append;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineEntry;

/**
 * What waits to be appended of one flow from one partition, and which offsets the timeline has acknowledged. In the gears
 * without a pool it is one queue with one batch out at a time, so records are appended in the order they came. With a pool
 * it is a queue a slot, each with a batch out; a sender's records are all in one slot, so they keep their order. Going from
 * one to the other waits until nothing is out. Thread-safe by its own lock.
 */
final class Lane {

    private final LaneKey key;
    private final LaneLoad load = new LaneLoad();
    private final Slot whole = new Slot("");
    private final Slot[] single = {whole};
    private Slot[] pool = {};
    private Slot[] slots = single;
    private int out;
    private final ClosedPatience closed = new ClosedPatience();
    private long idleSince;
    private boolean retired;

    Lane(LaneKey key) {
        this.key = key;
    }

    LaneKey key() {
        return key;
    }

    /** What to do when a record was given to a lane. */
    enum Added {
        /** Nothing: when the batch that is out comes back, the record is thought of. */
        WAITS,
        /** {@link #take}. */
        MAY_GO,
        /** The lane was {@link #retire retired} and did not take it: give it to a new one. */
        REFUSED
    }

    synchronized Added add(PendingRecord record) {
        if (retired) {
            return Added.REFUSED;
        }
        Slot slot = slotOf(record);
        slot.waiting().add(record);
        return slot.isBusy() ? Added.WAITS : Added.MAY_GO;
    }

    /**
     * The batches that may go out now, and are out with this call.
     *
     * @param width how many slots the lane should have: 1, or the pool's size
     */
    synchronized List<LaneBatch> take(int width) {
        if (width != slots.length) {
            if (out > 0) {
                return List.of();
            }
            reshape(width);
        }
        List<LaneBatch> batches = new ArrayList<>(slots.length);
        for (Slot slot : slots) {
            List<PendingRecord> records = slot.take();
            if (!records.isEmpty()) {
                batches.add(new LaneBatch(this, slot, records));
            }
        }
        out += batches.size();
        return batches;
    }

    private void reshape(int width) {
        List<PendingRecord> waiting = new ArrayList<>();
        for (Slot slot : slots) {
            waiting.addAll(slot.waiting());
            slot.waiting().clear();
        }
        // Of one delivery, or of a later one whose records come after those of the former in each slot: a stable sort.
        if (slots.length > 1) {
            waiting.sort(Comparator.comparingLong(pending -> pending.record().offset()));
        }
        if (width > 1 && pool.length != width) {
            pool = new Slot[width];
            Arrays.setAll(pool, number -> new Slot(number + "/" + width));
        }
        slots = width > 1 ? pool : single;
        waiting.forEach(record -> slotOf(record).waiting().add(record));
    }

    private Slot slotOf(PendingRecord record) {
        UserId sender = record.message().sender();
        if (slots.length == 1 || sender == null) {
            return slots[0];
        }
        int hash = sender.value().hashCode();
        return slots[Math.floorMod(hash ^ (hash >>> 16), slots.length)];
    }

    /**
     * The records as the timeline takes them, with what is known of it right now.
     *
     * @param known see {@link AppendBatch#known()}
     */
    synchronized AppendBatch toAppend(LaneBatch batch, Cursor known) {
        long recordedAt = Long.MAX_VALUE;
        List<TimelineEntry> entries = new ArrayList<>(batch.records().size());
        for (PendingRecord pending : batch.records()) {
            recordedAt = Math.min(recordedAt, pending.record().timestamp());
            entries.add(TimelineEntry.of(pending.record().offset(), pending.message()));
        }
        return new AppendBatch(
                key.flow().topic(),
                batch.records().get(0).message().streamStart(),
                key.partition(),
                batch.slot().sequence(),
                batch.slot().acknowledged(),
                known,
                recordedAt,
                entries);
    }

    /**
     * A batch that was out is appended.
     *
     * @param taken how many of its messages became visible, or part of a merged one, by that
     * @param lagMs the highest lag of those
     */
    synchronized void appended(LaneBatch batch, int taken, long lagMs) {
        load.appended(taken, lagMs);
        if (taken > 0) {
            closed.open();
        }
        List<PendingRecord> records = batch.records();
        batch.slot().acknowledge(records.get(records.size() - 1).record().offset());
    }

    /** Whether records that find the timeline closed now are to be tried again. */
    synchronized boolean isPatientWithClosed(long now) {
        return !closed.isOver(now);
    }

    /** Expects nothing more of what the timeline knows of this partition, which is about to be read again. */
    synchronized void forget() {
        whole.forget();
        for (Slot slot : pool) {
            slot.forget();
        }
    }

    /** A batch is not out any more. */
    synchronized void free(LaneBatch batch, long now) {
        batch.slot().free();
        out--;
        idleSince = now;
    }

    /** What was measured since the last call; to be asked for once a second or less often. */
    synchronized FlowLoad takeLoad() {
        long waiting = 0;
        for (Slot slot : slots) {
            waiting += slot.waiting().size();
        }
        return load.take(key.flow(), waiting);
    }

    /** Whether a batch is out or came back since a time, in ms since 1970. */
    synchronized boolean isActiveSince(long time) {
        return out > 0 || idleSince >= time;
    }

    /** Ends the lane if nothing has been in it since {@code idleBefore}. */
    synchronized boolean retire(long idleBefore) {
        retired = out == 0 && idleSince < idleBefore && isEmpty();
        return retired;
    }

    private boolean isEmpty() {
        return Arrays.stream(slots).allMatch(slot -> slot.waiting().isEmpty());
    }
}
