package live.danmaku.processor.append;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.TimelineWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to their timelines: batches of one topic in the order they came, different topics side by side. A batch
 * that the timeline does not answer is repeated until it does; the ids make repeats harmless. It never blocks and never
 * drops; how much may be pending is the consumer's business. Thread-safe.
 */
public final class Appender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Appender.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);
    private static final Duration KEEP_IDLE_LANES = Duration.ofHours(1);

    private final TimelineWriter timeline;
    private final Parking parking;
    private final Clock clock;
    private final AppendMetrics metrics;
    private final Map<Topic, Lane> lanes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "append-retries"));

    public Appender(TimelineWriter timeline, Parking parking, Clock clock, MeterRegistry registry) {
        this.timeline = timeline;
        this.parking = parking;
        this.clock = clock;
        this.metrics = new AppendMetrics(registry);
        long period = KEEP_IDLE_LANES.toMinutes();
        retries.scheduleAtFixedRate(this::retireIdleLanes, period, period, TimeUnit.MINUTES);
    }

    /** Takes a readable record; sets it done when it is visible or parked. */
    public void append(PendingRecord record) {
        Topic topic = record.message().topic();
        Lane lane = lanes.computeIfAbsent(topic, Lane::new);
        while (!lane.add(record)) {
            lanes.remove(topic, lane);
            lane = lanes.computeIfAbsent(topic, Lane::new);
        }
        next(lane);
    }

    /** A partition will be read again from further back, so timelines may know less of it than was acknowledged. */
    public void forget(int partition) {
        lanes.values().forEach(lane -> lane.forget(partition));
    }

    private void next(Lane lane) {
        List<PendingRecord> records = lane.take();
        if (!records.isEmpty()) {
            send(lane, records, FIRST_RETRY);
        }
    }

    private void send(Lane lane, List<PendingRecord> records, Duration retryAfter) {
        AppendBatch batch = lane.toAppend(records);
        timeline.append(batch)
                .whenComplete((result, failure) -> answered(lane, batch, records, retryAfter, result, failure));
    }

    private void answered(
            Lane lane,
            AppendBatch batch,
            List<PendingRecord> records,
            Duration retryAfter,
            @Nullable AppendResult result,
            @Nullable Throwable failure) {
        if (result == null) {
            retry(lane, records, retryAfter, String.valueOf(failure));
            return;
        }
        if (result instanceof Appended appended) {
            settle(lane, batch, records, appended);
        } else if (result instanceof AppendResult.Rewind rewind) {
            rewind(records.get(0), rewind);
        } else {
            records.forEach(record -> parking.park(record, Parking.Reason.CLOSED));
        }
        lane.free(clock.millis());
        next(lane);
    }

    private void settle(Lane lane, AppendBatch batch, List<PendingRecord> records, Appended appended) {
        lane.appended(batch, appended.clock());
        long now = clock.millis();
        for (int i = 0; i < records.size(); i++) {
            PendingRecord record = records.get(i);
            AcceptedMessage message = record.message();
            Outcome outcome = appended.outcomes().get(i);
            if (outcome == Outcome.STALE) {
                parking.park(record, Parking.Reason.STALE);
                continue;
            }
            if (outcome == Outcome.APPENDED) {
                metrics.appended(message.type(), now - message.acceptedAt());
            } else {
                metrics.duplicate(message.type());
            }
            record.setDone();
        }
    }

    private void rewind(PendingRecord first, AppendResult.Rewind rewind) {
        metrics.rewound();
        long offset = rewind.lastOffset() < 0 ? -1 : rewind.lastOffset() + 1;
        log.warn(
                "{} has lost what was appended after offset {} of partition {}; reading again",
                first.message().topic(),
                rewind.lastOffset(),
                first.record().partition());
        first.delivery().askForRewind(offset, first.message().streamStart());
    }

    private void retry(Lane lane, List<PendingRecord> records, Duration after, String why) {
        metrics.failed();
        log.debug("append not answered, repeating in {}: {}", after, why);
        Duration later = after.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? after.multipliedBy(2) : LAST_RETRY;
        if (!retries.isShutdown()) {
            retries.schedule(() -> sendAgain(lane, records, later), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sendAgain(Lane lane, List<PendingRecord> records, Duration retryAfter) {
        if (records.get(0).delivery().isOver()) {
            lane.free(clock.millis());
            next(lane);
        } else {
            send(lane, records, retryAfter);
        }
    }

    private void retireIdleLanes() {
        long idleBefore = clock.millis() - KEEP_IDLE_LANES.toMillis();
        lanes.values().removeIf(lane -> lane.retire(idleBefore));
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }
}
