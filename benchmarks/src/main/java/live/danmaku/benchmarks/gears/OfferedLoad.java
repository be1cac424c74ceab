package live.danmaku.benchmarks.gears;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import live.danmaku.benchmarks.backlog.DirectProducer;
import live.danmaku.benchmarks.backlog.RoomMessages;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of many senders at the rate of a {@link LoadShape}. Each sender waits until Kafka has its message before it
 * sends the next one, as people do who wait for the 202; so its messages must be seen in its order.
 */
final class OfferedLoad {

    private static final int SENDERS = 5_000;
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final DirectProducer producer;
    private final RoomMessages room;
    private final LoadShape shape;
    private final Queue<Sender> free = new ConcurrentLinkedQueue<>();
    private final LongAdder sent = new LongAdder();

    private static final class Sender {

        private final int number;
        private int nextMessage;

        Sender(int number) {
            this.number = number;
        }
    }

    OfferedLoad(DirectProducer producer, RoomMessages room, LoadShape shape) {
        this.producer = producer;
        this.room = room;
        this.shape = shape;
        for (int i = 0; i < SENDERS; i++) {
            free.add(new Sender(i));
        }
    }

    /** Blocks for the shape's length. */
    void run() throws InterruptedException {
        long begin = System.nanoTime();
        long sentHere = 0;
        for (long time = 0; time < shape.length().toNanos(); time = System.nanoTime() - begin) {
            for (long due = (long) shape.dueAfter(Duration.ofNanos(time)); sentHere < due; sentHere++) {
                @Nullable Sender sender = free.poll();
                if (sender == null) {
                    break;
                }
                producer.send(room.message(sender.number, sender.nextMessage++), () -> free.add(sender));
                sent.increment();
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
        producer.flush();
    }

    /** How many messages were sent so far; to be asked from any thread. */
    long sent() {
        return sent.sum();
    }
}
