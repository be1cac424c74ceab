package live.danmaku.processor.consume;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import live.danmaku.model.gear.Handover;
import live.danmaku.processor.append.Delivery;
import live.danmaku.processor.append.PendingRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How far one delivery of a partition has come. Records finish in any order; only what lies before the first unfinished
 * one may be committed. What is finished is forgotten soon, so a record that waits long holds up the commits and
 * nothing else. Owned by the consumer's thread.
 */
final class PartitionProgress {

    /** So many finished ones behind one that is not do not matter. */
    private static final int FEW = 1_000;

    private final String storeId;
    private final Delivery delivery = new Delivery();
    private final Deque<Unfinished> unfinished = new ArrayDeque<>();
    private long added;
    private long end = -1;
    private long lastTimestamp;
    private long committed;

    /** @param timestampBefore the Kafka timestamp of the record before this one */
    private record Unfinished(PendingRecord pending, long timestampBefore) {

        boolean isDone() {
            return pending.isDone();
        }
    }

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

    void add(PendingRecord pending) {
        long offset = pending.record().offset();
        if (end < 0) {
            committed = offset;
        }
        unfinished.add(new Unfinished(pending, lastTimestamp));
        added++;
        end = offset + 1;
        lastTimestamp = pending.record().timestamp();
    }

    /** How many records are not finished. */
    int size() {
        return (int) (added - delivery.done());
    }

    /** Costs little a record: all are looked at only when most of them go. */
    private void forgetFinished() {
        while (!unfinished.isEmpty() && unfinished.element().isDone()) {
            unfinished.remove();
        }
        if (unfinished.size() > 2 * size() + FEW) {
            unfinished.removeIf(Unfinished::isDone);
        }
    }

    /** The first record that was sent before the handover and is not finished. */
    OptionalLong firstUnfinished(Handover handover) {
        return unfinished.stream()
                .map(Unfinished::pending)
                .filter(pending -> !pending.isDone() && pending.isBefore(handover))
                .mapToLong(pending -> pending.record().offset())
                .findFirst();
    }

    /** What may be committed now and was not taken before, with what {@link Rewind} will want to know. */
    Optional<OffsetAndMetadata> takeCommit() {
        forgetFinished();
        @Nullable Unfinished first = unfinished.peek();
        long offset = first == null ? end : first.pending().record().offset();
        if (offset <= committed) {
            return Optional.empty();
        }
        committed = offset;
        CommitNote note = new CommitNote(first == null ? lastTimestamp : first.timestampBefore(), storeId);
        return Optional.of(new OffsetAndMetadata(offset, note.toString()));
    }
}
