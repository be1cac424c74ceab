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

    private static final long NOTHING = -1;

    private final Beginning beginning;
    private final OffsetHistory history;
    private final Delivery delivery;
    private final Deque<Unfinished> unfinished = new ArrayDeque<>();
    private long added;
    private long end;
    private long lastTimestamp;
    private long committed;

    /** @param timestampBefore the Kafka timestamp of the record before this one */
    private record Unfinished(PendingRecord pending, long timestampBefore) {

        boolean isDone() {
            return pending.isDone();
        }
    }

    private PartitionProgress(Beginning beginning, OffsetHistory history, Delivery delivery, long committed) {
        this.beginning = beginning;
        this.delivery = delivery;
        this.history = history;
        this.end = beginning.offset();
        this.lastTimestamp = beginning.recordedAt();
        this.committed = committed;
        history.note(Rewind.steadyNow(), end);
    }

    /** A first reading. */
    static PartitionProgress assigned(Beginning beginning) {
        return new PartitionProgress(beginning, new OffsetHistory(), new Delivery(), beginning.offset());
    }

    /** A later reading, from further back; what was committed says too much, and is to be taken back. */
    PartitionProgress again(Beginning further) {
        return new PartitionProgress(further, history, new Delivery(delivery.repairsUntil()), NOTHING);
    }

    /**
     * A later reading, because the store has lost something.
     *
     * @param until what was recorded before, in ms since 1970, may be lost
     */
    PartitionProgress afterLoss(Beginning further, long until) {
        return new PartitionProgress(further, history, new Delivery(until), NOTHING);
    }

    String storeId() {
        return beginning.storeId();
    }

    /** Whether this was appended to another store than the one there is now, if that is known. */
    boolean isElsewhere(Optional<String> storeNow) {
        return !storeId().isEmpty() && storeNow.isPresent() && !storeNow.get().equals(storeId());
    }

    long rebuiltBelow() {
        return beginning.rebuiltBelow();
    }

    /** Whether a record was appended to another store, which is gone. */
    boolean isRebuilt(long offset) {
        return offset < beginning.rebuiltBelow();
    }

    OffsetHistory history() {
        return history;
    }

    Delivery delivery() {
        return delivery;
    }

    void add(PendingRecord pending) {
        unfinished.add(new Unfinished(pending, lastTimestamp));
        added++;
        end = pending.record().offset() + 1;
        lastTimestamp = pending.record().timestamp();
    }

    /** The next offset to be read. */
    long position() {
        return end;
    }

    /** Everything below this offset is done. */
    long doneBelow() {
        forgetFinished();
        @Nullable Unfinished first = unfinished.peek();
        return first == null ? end : first.pending().record().offset();
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
        long offset = doneBelow();
        if (offset <= committed) {
            return Optional.empty();
        }
        committed = offset;
        @Nullable Unfinished first = unfinished.peek();
        CommitNote note = new CommitNote(
                first == null ? lastTimestamp : first.timestampBefore(),
                storeId(),
                isRebuilt(offset) ? rebuiltBelow() : 0);
        return Optional.of(new OffsetAndMetadata(offset, note.toString()));
    }

    /** The broker did not take what was taken to be committed: it is to be taken once more. */
    void forgetCommit() {
        committed = NOTHING;
    }

    /** Begins again at the first record that is not done. */
    Beginning fromTheFirstUnfinished() {
        long offset = doneBelow();
        @Nullable Unfinished first = unfinished.peek();
        return new Beginning(
                offset, first == null ? lastTimestamp : first.timestampBefore(), storeId(), rebuiltBelow());
    }
}
