package live.danmaku.processor.append;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageType;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.TimelineWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to their timelines: batches of one topic and type in the order they came, different topics and types
 * side by side. A type that has an {@link Admission} passes it first. A batch that is not answered, by the admission or
 * by the timeline, is repeated until it is; the ids make repeats harmless. It never blocks and never drops; how much may
 * be pending is the consumer's business. Thread-safe.
 */
public final class Appender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Appender.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration KEEP_IDLE_LANES = Duration.ofHours(1);

    private final TimelineWriter timeline;
    private final Map<MessageType, Admission> admissions;
    private final Parking parking;
    private final Clock clock;
    private final AppendMetrics metrics;
    private final Map<LaneKey, Lane> lanes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "append-retries"));

    /** @param admissions of the types that have one */
    public Appender(
            TimelineWriter timeline,
            Map<MessageType, Admission> admissions,
            Parking parking,
            Clock clock,
            MeterRegistry registry) {
        this.timeline = timeline;
        this.admissions = new EnumMap<>(MessageType.class);
        this.admissions.putAll(admissions);
        this.parking = parking;
        this.clock = clock;
        this.metrics = new AppendMetrics(registry);
        long period = KEEP_IDLE_LANES.toMinutes();
        retries.scheduleAtFixedRate(this::retireIdleLanes, period, period, TimeUnit.MINUTES);
    }

    /** Takes a readable record; sets it done when it is visible, refused or parked. */
    public void append(PendingRecord record) {
        LaneKey key = LaneKey.of(record.message());
        Lane lane = lanes.computeIfAbsent(key, Lane::new);
        while (!lane.add(record)) {
            lanes.remove(key, lane);
            lane = lanes.computeIfAbsent(key, Lane::new);
        }
        next(lane);
    }

    /** A partition will be read again from further back, so timelines may know less of it than was acknowledged. */
    public void forget(int partition) {
        lanes.values().forEach(lane -> lane.forget(partition));
    }

    private void next(Lane lane) {
        List<PendingRecord> records = lane.take();
        if (records.isEmpty()) {
            return;
        }
        @Nullable Admission admission = admissions.get(lane.key().type());
        if (admission == null) {
            send(lane, records, FIRST_RETRY);
        } else {
            admit(admission, lane, records, FIRST_RETRY);
        }
    }

    private void admit(Admission admission, Lane lane, List<PendingRecord> records, Duration retryAfter) {
        List<AcceptedMessage> messages =
                records.stream().map(PendingRecord::message).toList();
        answerOf(() -> admission.admit(messages), (verdicts, failure) -> {
            if (verdicts == null) {
                log.debug("{} not answered, repeating in {}: {}", lane.key(), retryAfter, String.valueOf(failure));
                again(lane, records, retryAfter, later -> admit(admission, lane, records, later));
                return;
            }
            if (records.get(0).delivery().isOver()) {
                free(lane);
                return;
            }
            List<PendingRecord> admitted = admitted(records, verdicts);
            if (admitted.isEmpty()) {
                free(lane);
            } else {
                send(lane, admitted, FIRST_RETRY);
            }
        });
    }

    private List<PendingRecord> admitted(List<PendingRecord> records, List<Admission.Verdict> verdicts) {
        List<PendingRecord> admitted = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            PendingRecord record = records.get(i);
            switch (verdicts.get(i)) {
                case ADMITTED -> admitted.add(record);
                case REFUSED -> record.setDone();
                case UNREADABLE -> parking.park(record, Parking.Reason.UNREADABLE);
            }
        }
        return admitted;
    }

    private void send(Lane lane, List<PendingRecord> records, Duration retryAfter) {
        AppendBatch batch = lane.toAppend(records);
        answerOf(
                () -> timeline.append(batch),
                (result, failure) -> answered(lane, batch, records, retryAfter, result, failure));
    }

    private void answered(
            Lane lane,
            AppendBatch batch,
            List<PendingRecord> records,
            Duration retryAfter,
            @Nullable AppendResult result,
            @Nullable Throwable failure) {
        if (result == null) {
            metrics.failed();
            log.debug("append not answered, repeating in {}: {}", retryAfter, String.valueOf(failure));
            again(lane, records, retryAfter, later -> send(lane, records, later));
            return;
        }
        if (result instanceof Appended appended) {
            settle(lane, batch, records, appended);
        } else if (result instanceof AppendResult.Rewind rewind) {
            rewind(records.get(0), rewind);
        }
        free(lane);
    }

    private void settle(Lane lane, AppendBatch batch, List<PendingRecord> records, Appended appended) {
        lane.appended(batch, appended.clock());
        long now = clock.millis();
        for (int i = 0; i < records.size(); i++) {
            PendingRecord record = records.get(i);
            AcceptedMessage message = record.message();
            switch (appended.outcomes().get(i)) {
                case APPENDED -> {
                    metrics.appended(message.type(), now - message.acceptedAt());
                    record.setDone();
                }
                case MERGED -> {
                    metrics.merged(message.type());
                    record.setDone();
                }
                case DUPLICATE -> {
                    metrics.duplicate(message.type());
                    record.setDone();
                }
                case STALE -> parking.park(record, Parking.Reason.STALE);
                case CLOSED -> parking.park(record, Parking.Reason.CLOSED);
            }
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

    /** Repeats a step some time later, unless its records have become nobody's business. */
    private void again(Lane lane, List<PendingRecord> records, Duration after, Consumer<Duration> step) {
        Duration later = after.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? after.multipliedBy(2) : LAST_RETRY;
        Runnable repeat = () -> {
            if (records.get(0).delivery().isOver()) {
                free(lane);
            } else {
                step.accept(later);
            }
        };
        if (!retries.isShutdown()) {
            retries.schedule(repeat, after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Calls a store and hands on its answer or its failure. A store that throws, or never answers at all, has failed: a
     * lane must not wait for ever.
     */
    private static <T> void answerOf(
            Supplier<CompletionStage<T>> call, BiConsumer<@Nullable T, @Nullable Throwable> next) {
        CompletableFuture<T> answer = CompletableFuture.completedFuture(call)
                .thenCompose(Supplier::get)
                .orTimeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        answer.whenComplete(next).exceptionally(failure -> {
            // Expected failures were handed on; this one is of what was done with them.
            if (!answer.isCompletedExceptionally()) {
                log.error("a lane is stuck by a mistake of ours", failure);
            }
            return null;
        });
    }

    private void free(Lane lane) {
        lane.free(clock.millis());
        next(lane);
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
