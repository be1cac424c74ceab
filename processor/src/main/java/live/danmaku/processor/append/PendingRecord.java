package live.danmaku.processor.append;

import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.gear.Handover;
import live.danmaku.model.gear.Route;
import live.danmaku.model.timeline.TimelineLimits;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way. Made by the consumer's thread; whoever deals with it sets it done from any thread.
 */
public final class PendingRecord {

    private final ConsumerRecord<byte[], byte[]> record;
    private final @Nullable AcceptedMessage message;
    private final long routedSince;
    private final Delivery delivery;
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * @param message what the record says, or null when it cannot be read
     * @param routedSince see {@link Route#since()}
     */
    public PendingRecord(
            ConsumerRecord<byte[], byte[]> record,
            @Nullable AcceptedMessage message,
            long routedSince,
            Delivery delivery) {
        this.record = record;
        this.message = message;
        this.routedSince = routedSince;
        this.delivery = delivery;
    }

    /** A record whose flow never moved. */
    public PendingRecord(ConsumerRecord<byte[], byte[]> record, @Nullable AcceptedMessage message, Delivery delivery) {
        this(record, message, 0, delivery);
    }

    public ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** What the record says. Only readable records reach the {@link Appender}. */
    public AcceptedMessage message() {
        if (message == null) {
            throw new IllegalStateException("record %d cannot be read".formatted(record.offset()));
        }
        return message;
    }

    public long routedSince() {
        return routedSince;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Whether nobody cares for it any more: it is or will be delivered again. */
    public boolean isOver() {
        return delivery.isOver();
    }

    /** Whether it is of the handover's flow and was sent on a route of before. */
    public boolean isBefore(Handover handover) {
        return message != null
                && routedSince < handover.since()
                && message.type() == handover.flow().type()
                && message.topic().equals(handover.flow().topic());
    }

    /** Whether a store may have had it and lost it. */
    boolean isRepair() {
        return record.timestamp() < delivery.repairsUntil();
    }

    long bucket() {
        return TimelineLimits.bucketOf(record.timestamp());
    }

    /** It is where it belongs: its offset may be committed. */
    public void setDone() {
        if (done.compareAndSet(false, true)) {
            delivery.countDone();
        }
    }

    public boolean isDone() {
        return done.get();
    }
}
