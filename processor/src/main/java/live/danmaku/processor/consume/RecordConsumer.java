package live.danmaku.processor.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.processor.append.Appender;
import live.danmaku.processor.handover.HandoverGate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages from Kafka and hands them through the {@link HandoverGate} to the {@link Appender}; commits an offset only after everything up to it is
 * appended, refused or parked. A partition with too much unfinished is paused, so while Redis is away the records wait in
 * Kafka.
 * Everything here happens on one thread of its own, but {@link #close()}. No failure ends it: what a step could not do, the
 * next one does.
 */
final class RecordConsumer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordConsumer.class);

    private static final Duration IDLE_POLL = Duration.ofMillis(50);
    private static final Duration BUSY_POLL = Duration.ofMillis(5);
    private static final Duration COMMIT_PERIOD = Duration.ofMillis(200);
    private static final Duration HISTORY_PERIOD = Duration.ofSeconds(1);
    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;
    private final HandoverGate gate;
    private final Assignments assignments;
    private final PartitionReader reader;
    private final Rewinding rewinding;
    private final Commits commits;
    private final Runnable ended;
    private final Counter failures;
    private final Thread thread = new Thread(this::run, "record-consumer");
    private long nextCommit;
    private long nextHistory;
    private volatile boolean closing;

    /** @param ended is run when reading ends though nobody closed it: this process is of no use any more */
    RecordConsumer(
            Consumer<byte[], byte[]> consumer,
            HandoverGate gate,
            Assignments assignments,
            PartitionReader reader,
            Rewinding rewinding,
            Commits commits,
            Runnable ended,
            MeterRegistry registry) {
        this.consumer = consumer;
        this.gate = gate;
        this.assignments = assignments;
        this.reader = reader;
        this.rewinding = rewinding;
        this.commits = commits;
        this.ended = ended;
        this.failures = Counter.builder("danmaku.consume.failures")
                .description("Steps of reading Kafka that failed; each is repeated")
                .register(registry);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            consumer.subscribe(List.of(MessageRecords.TOPIC), assignments);
            while (!closing) {
                tryStep();
            }
        } finally {
            if (!closing) {
                log.error("reading Kafka has ended");
                ended.run();
            }
            commits.commitLast();
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }

    private void tryStep() {
        try {
            step();
        } catch (WakeupException e) {
            log.debug("woken up to close");
        } catch (RuntimeException e) {
            failures.increment();
            log.warn("reading Kafka failed, going on", e);
            waitAfterAnError();
        }
    }

    private void step() {
        boolean busy = gate.isBusy() || !consumer.paused().isEmpty();
        assignments.turn();
        reader.take(consumer.poll(busy ? BUSY_POLL : IDLE_POLL));
        gate.turn(reader::appendedSoFar);
        rewinding.turn();
        reader.pauseAndResume();
        long now = System.nanoTime();
        if (now - nextHistory >= 0) {
            nextHistory = now + HISTORY_PERIOD.toNanos();
            reader.noteHistory();
        }
        if (now - nextCommit >= 0) {
            nextCommit = now + COMMIT_PERIOD.toNanos();
            commits.commit();
        }
    }

    private void waitAfterAnError() {
        synchronized (this) {
            try {
                wait(AFTER_AN_ERROR.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closing = true;
            }
        }
    }

    /** Ends the thread, having committed what is done; blocks for some seconds at most. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_WITHIN.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
