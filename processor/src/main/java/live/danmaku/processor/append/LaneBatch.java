package live.danmaku.processor.append;

import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.AppendResult.Outcome;

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

    /** The messages that a store may have lost and that are new to it now. */
    List<AcceptedMessage> repaired(Appended appended) {
        return IntStream.range(0, records.size())
                .filter(i -> appended.outcomes().get(i) == Outcome.APPENDED
                        && records.get(i).isRepair())
                .mapToObj(i -> records.get(i).message())
                .toList();
    }

    /** Whether nobody cares for them any more. */
    boolean isOver() {
        return records.get(0).delivery().isOver();
    }
}
