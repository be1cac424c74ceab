package live.danmaku.processor.consume;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import live.danmaku.processor.append.Delivery;
import live.danmaku.processor.append.PendingRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How far one delivery of a partition has come. Records finish in any order; only an unbroken row of finished ones from
 * the front may be committed. Owned by the consumer's thread.
 */
final class PartitionProgress {

    private final String storeId;
    private final Delivery delivery = new Delivery();
    private final Deque<PendingRecord> pending = new ArrayDeque<>();
    private @Nullable OffsetAndMetadata uncommitted;

    /** @param storeId which store the timelines are in; empty when that is not known */
    PartitionProgress(String storeId) {
        this.storeId = storeId;
    }

    String storeId() {
        return storeId;
    }

    Delivery delivery() {
        return delivery;
    }

    void add(PendingRecord record) {
        pending.add(record);
    }

    /** How many records are not finished, or wait behind one that is not. */
    int size() {
        advance();
        return pending.size();
    }

    /**
     * What may be committed now and was not taken before, with what {@link Rewind} will want to know.
     */
    Optional<OffsetAndMetadata> takeCommit() {
        advance();
        Optional<OffsetAndMetadata> commit = Optional.ofNullable(uncommitted);
        uncommitted = null;
        return commit;
    }

    private void advance() {
        @Nullable PendingRecord last = null;
        for (PendingRecord head = pending.peek(); head != null && head.isDone(); head = pending.peek()) {
            last = pending.remove();
        }
        if (last != null) {
            CommitNote note = new CommitNote(last.record().timestamp(), storeId);
            uncommitted = new OffsetAndMetadata(last.record().offset() + 1, note.toString());
        }
    }
}
