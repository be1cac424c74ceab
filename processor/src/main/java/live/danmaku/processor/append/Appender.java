package live.danmaku.processor.append;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
import java.util.function.ToIntFunction;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageType;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.StandingTopics;
import live.danmaku.model.timeline.TimelineWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to their timelines: a partition's records of one flow in the order they came or, where the flow has a
 * pool, in the order that each sender's came; different flows and partitions side by side. A type that has an {@link Admission} passes it first. A batch that is not answered, by the admission or
 * by the timeline, is repeated until it is; the ids make repeats harmless. It never blocks and never drops; how much may
 * be pending is the consumer's business. Thread-safe.
 */
public final class Appender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Appender.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOADS_OF_ACTIVE_WITHIN = Duration.ofMinutes(1);
    private static final Duration KEEP_IDLE_LANES = Duration.ofHours(1);

    private final TimelineWriter timeline;
    private final Map<MessageType, Admission> admissions;
    private final Parking parking;
    private final Clock clock;
    private final ToIntFunction<Flow> width;
    private final AppendMetrics metrics;
    private final Map<LaneKey, Lane> lanes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "append-retries"));

    /**
     * @param admissions of the types that have one
     * @param width how many batches of a flow may be out at a time from one partition; asked for every batch
     */
    public Appender(
            TimelineWriter timeline,
            Map<MessageType, Admission> admissions,
            Parking parking,
            ToIntFunction<Flow> width,
            Clock clock,
            MeterRegistry registry) {
        this.timeline = timeline;
        this.admissions = new EnumMap<>(MessageType.class);
        this.admissions.putAll(admissions);
        this.parking = parking;
        this.width = width;
        this.clock = clock;
        this.metrics = new AppendMetrics(registry);
        long period = KEEP_IDLE_LANES.toMinutes();
        retries.scheduleAtFixedRate(this::retireIdleLanes, period, period, TimeUnit.MINUTES);
    }

    /** Takes a readable record; sets it done when it is visible, refused or parked. */
    public void append(PendingRecord record) {
        LaneKey key = LaneKey.of(record);
        Lane lane = lanes.computeIfAbsent(key, Lane::new);
        Lane.Added added = lane.add(record);
        while (added == Lane.Added.REFUSED) {
            lanes.remove(key, lane);
            lane = lanes.computeIfAbsent(key, Lane::new);
            added = lane.add(record);
        }
        if (added == Lane.Added.MAY_GO) {
            next(lane);
        }
    }

    /** A partition will be read again from further back, so timelines may know less of it than was acknowledged. */
    public void forget(int partition) {
        lanes.values().stream()
                .filter(lane -> lane.key().partition() == partition)
                .forEach(Lane::forget);
    }

    /**
     * What every flow of a room that something was appended to within a minute has measured since the last call. Other
     * topics are many and quiet: they stay in the first gear.
     */
    public List<FlowLoad> takeLoads() {
        Map<Flow, FlowLoad> loads = new HashMap<>();
        long activeSince = clock.millis() - LOADS_OF_ACTIVE_WITHIN.toMillis();
        for (Lane lane : lanes.values()) {
            if (!lane.isActiveSince(activeSince)
                    || lane.key().flow().topic().asRoom().isEmpty()) {
                continue;
            }
            loads.merge(lane.key().flow(), lane.takeLoad(), FlowLoad::and);
        }
        return List.copyOf(loads.values());
    }

    private void next(Lane lane) {
        for (LaneBatch batch : lane.take(width.applyAsInt(lane.key().flow()))) {
            @Nullable Admission admission = admissions.get(lane.key().flow().type());
            if (admission == null) {
                send(batch, FIRST_RETRY);
            } else {
                admit(admission, batch, FIRST_RETRY);
            }
        }
    }

    private void admit(Admission admission, LaneBatch batch, Duration retryAfter) {
        List<AcceptedMessage> messages =
                batch.records().stream().map(PendingRecord::message).toList();
        answerOf(() -> admission.admit(messages), (verdicts, failure) -> {
            if (verdicts == null) {
                log.debug(
                        "{} not answered, repeating in {}: {}",
                        batch.lane().key(),
                        retryAfter,
                        String.valueOf(failure));
                again(batch, retryAfter, later -> admit(admission, batch, later));
                return;
            }
            if (batch.isOver()) {
                free(batch);
                return;
            }
            List<PendingRecord> admitted = admitted(batch.records(), verdicts);
            if (admitted.isEmpty()) {
                free(batch);
            } else {
                send(batch.with(admitted), FIRST_RETRY);
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

    private void send(LaneBatch batch, Duration retryAfter) {
        answerOf(
                () -> timeline.append(batch.lane().toAppend(batch)),
                (result, failure) -> answered(batch, retryAfter, result, failure));
    }

    private void answered(
            LaneBatch batch, Duration retryAfter, @Nullable AppendResult result, @Nullable Throwable failure) {
        if (result == null) {
            metrics.failed();
            log.debug("append not answered, repeating in {}: {}", retryAfter, String.valueOf(failure));
            again(batch, retryAfter, later -> send(batch, later));
            return;
        }
        if (result instanceof Appended appended) {
            settle(batch, appended);
        } else if (result instanceof AppendResult.Rewind rewind) {
            rewind(batch.records().get(0), rewind);
        }
        free(batch);
    }

    private void settle(LaneBatch batch, Appended appended) {
        long now = clock.millis();
        int taken = 0;
        long highestLag = 0;
        for (int i = 0; i < batch.records().size(); i++) {
            PendingRecord record = batch.records().get(i);
            AcceptedMessage message = record.message();
            switch (appended.outcomes().get(i)) {
                case APPENDED -> {
                    taken++;
                    highestLag = Math.max(highestLag, now - message.acceptedAt());
                    metrics.appended(message.type(), now - message.acceptedAt());
                    record.setDone();
                }
                case MERGED -> {
                    taken++;
                    highestLag = Math.max(highestLag, now - message.acceptedAt());
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
        batch.lane().appended(batch, appended, taken, highestLag);
    }

    private void rewind(PendingRecord first, AppendResult.Rewind rewind) {
        metrics.rewound();
        long offset = rewind.lastOffset() < 0 ? -1 : rewind.lastOffset() + 1;
        log.warn(
                "{} has lost what was appended after offset {} of partition {}; reading again",
                first.message().topic(),
                rewind.lastOffset(),
                first.record().partition());
        first.delivery().askForRewind(offset, begin(first.message()));
    }

    /** When a timeline began, or its oldest message that matters was sent at the earliest. */
    private long begin(AcceptedMessage message) {
        return message.topic().asRoom().isPresent()
                ? message.streamStart()
                : clock.millis() - StandingTopics.LONGEST_TTL.toMillis();
    }

    /** Repeats a step some time later, unless its records have become nobody's business. */
    private void again(LaneBatch batch, Duration after, Consumer<Duration> step) {
        Duration later = after.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? after.multipliedBy(2) : LAST_RETRY;
        Runnable repeat = () -> {
            if (batch.isOver()) {
                free(batch);
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

    private void free(LaneBatch batch) {
        batch.lane().free(batch, clock.millis());
        next(batch.lane());
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
