package live.danmaku.processor.append;

import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.timeline.TimelineLimits;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way. Made by the consumer's thread; whoever deals with it sets it done from any thread.
 */
public final class PendingRecord {

    private final ConsumerRecord<byte[], byte[]> record;
    private final @Nullable AcceptedMessage message;
    private final Delivery delivery;
    private volatile boolean done;

    /** @param message what the record says, or null when it cannot be read */
    public PendingRecord(ConsumerRecord<byte[], byte[]> record, @Nullable AcceptedMessage message, Delivery delivery) {
        this.record = record;
        this.message = message;
        this.delivery = delivery;
    }

    public ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** What the record says. Only readable records reach the {@link Appender}. */
    AcceptedMessage message() {
        if (message == null) {
            throw new IllegalStateException("record %d cannot be read".formatted(record.offset()));
        }
        return message;
    }

    Delivery delivery() {
        return delivery;
    }

    long bucket() {
        return TimelineLimits.bucketOf(record.timestamp());
    }

    /** It is where it belongs: its offset may be committed. */
    public void setDone() {
        done = true;
    }

    public boolean isDone() {
        return done;
    }
}
