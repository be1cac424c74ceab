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

    private final Delivery delivery = new Delivery();
    private final Deque<PendingRecord> pending = new ArrayDeque<>();
    private @Nullable OffsetAndMetadata uncommitted;

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
     * What may be committed now and was not taken before. The metadata is the Kafka timestamp of the last record, from
     * which {@link Rewind} counts back.
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
            uncommitted = new OffsetAndMetadata(
                    last.record().offset() + 1, Long.toString(last.record().timestamp()));
        }
    }
}
