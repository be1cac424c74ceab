package live.danmaku.processor.append;

import java.util.List;

/**
 * Some records of a lane on their way together.
 *
 * @param slot the queue they were taken from, which waits for them
 * @param records at least one, of one delivery's partition and one dedupe bucket
 */
record LaneBatch(Lane lane, Slot slot, List<PendingRecord> records) {

    LaneBatch with(List<PendingRecord> fewer) {
        return new LaneBatch(lane, slot, fewer);
    }

    /** Whether nobody cares for them any more. */
    boolean isOver() {
        return records.get(0).delivery().isOver();
    }
}
