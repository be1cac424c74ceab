package live.danmaku.processor.append;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.TimelineWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to their timelines: a partition's records of one flow in the order they came or, where the flow has
 * a pool, in the order that each sender's came; different flows and partitions side by side. A type that has an
 * {@link Admission} passes it first; what a store may have lost passes its type's {@link Restoration} afterwards. A
 * batch that is not answered, by the admission or by the timeline, is repeated until it is; the ids make repeats
 * harmless. It never blocks and never drops; how much may be pending is the consumer's business. Thread-safe.
 */
public final class Appender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Appender.class);

    /** Stores end their calls by time-outs of their own within a few of these. */
    private static final Duration DEAD_AFTER = Duration.ofMinutes(2);

    private static final Duration CLOSED_RETRY = Duration.ofMillis(500);
    private static final Duration LOADS_OF_ACTIVE_WITHIN = Duration.ofMinutes(1);
    private static final Duration KEEP_IDLE_LANES = Duration.ofHours(1);

    private final TimelineWriter timeline;
    private final Map<MessageType, Admission> admissions;
    private final Map<MessageType, Restoration> restorations;
    private final Parking parking;
    private final KnownTimelines known;
    private final RewindAsks asks;
    private final Clock clock;
    private final ToIntFunction<Flow> width;
    private final AppendMetrics metrics;
    private final Settlement settlement;
    private final Map<LaneKey, Lane> lanes = new ConcurrentHashMap<>();
    private final Attempts attempts = new Attempts(DEAD_AFTER);

    /**
     * @param admissions of the types that have one
     * @param restorations of the types that have one
     * @param known what all writers of this process know of timelines
     * @param asks where it is told that a timeline has lost something
     * @param width how many batches of a flow may be out at a time from one partition; asked for every batch
     */
    public Appender(
            TimelineWriter timeline,
            Map<MessageType, Admission> admissions,
            Map<MessageType, Restoration> restorations,
            Parking parking,
            KnownTimelines known,
            RewindAsks asks,
            ToIntFunction<Flow> width,
            Clock clock,
            MeterRegistry registry) {
        this.timeline = timeline;
        this.admissions = new EnumMap<>(MessageType.class);
        this.admissions.putAll(admissions);
        this.restorations = new EnumMap<>(MessageType.class);
        this.restorations.putAll(restorations);
        this.parking = parking;
        this.known = known;
        this.asks = asks;
        this.width = width;
        this.clock = clock;
        this.metrics = new AppendMetrics(registry);
        this.settlement = new Settlement(parking, metrics, clock);
        attempts.every(KEEP_IDLE_LANES, this::retireIdle);
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
     * Everything will be read again because the store has lost something. Timelines that acknowledged something since
     * then may know less than they did; those that did not are still expected to know it, so that what else they lose
     * is noticed.
     *
     * @param time up to when nothing was lost, in ms since 1970
     */
    public void forgetSince(long time) {
        lanes.values().stream()
                .filter(lane -> known.acknowledgedAt(lane.key().flow().topic()).orElse(Long.MAX_VALUE) >= time)
                .forEach(Lane::forget);
        known.forgetSince(time);
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
                send(batch, Attempts.FIRST_RETRY);
            } else {
                admit(admission, batch, Attempts.FIRST_RETRY);
            }
        }
    }

    private void admit(Admission admission, LaneBatch batch, Duration retryAfter) {
        List<AcceptedMessage> messages =
                batch.records().stream().map(PendingRecord::message).toList();
        attempts.answerOf(() -> admission.admit(messages), (verdicts, failure) -> {
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
                send(batch.with(admitted), Attempts.FIRST_RETRY);
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
        Topic topic = batch.lane().key().flow().topic();
        attempts.answerOf(
                () -> timeline.append(batch.lane().toAppend(batch, known.of(topic))),
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
            known.learn(batch.lane().key().flow().topic(), appended);
            restore(batch, appended, Attempts.FIRST_RETRY);
            return;
        }
        if (result instanceof AppendResult.Rewind rewind) {
            rewind(batch.records().get(0), rewind);
        }
        free(batch);
    }

    private void restore(LaneBatch batch, Appended appended, Duration retryAfter) {
        @Nullable
        Restoration restoration = restorations.get(batch.lane().key().flow().type());
        List<AcceptedMessage> repaired = restoration == null ? List.of() : batch.repaired(appended);
        if (restoration == null || repaired.isEmpty()) {
            settle(batch, appended);
            return;
        }
        attempts.answerOf(() -> restoration.restore(repaired), (done, failure) -> {
            if (failure == null) {
                settle(batch, appended);
            } else {
                log.debug(
                        "what went with {} not restored, repeating in {}: {}",
                        batch.lane().key(),
                        retryAfter,
                        failure);
                again(batch, retryAfter, later -> restore(batch, appended, later));
            }
        });
    }

    private void settle(LaneBatch batch, Appended appended) {
        List<PendingRecord> closed = settlement.settle(batch, appended);
        if (closed.isEmpty()) {
            free(batch);
        } else {
            again(batch.with(closed), CLOSED_RETRY, later -> send(batch.with(closed), Attempts.FIRST_RETRY));
        }
    }

    private void rewind(PendingRecord first, AppendResult.Rewind rewind) {
        metrics.rewound();
        log.warn(
                "{} has lost something, of partition {} what came after offset {}; reading again",
                first.message().topic(),
                first.record().partition(),
                rewind.lastOffset());
        if (!asks.lost(first.message().topic()) && !first.isOver()) {
            asks.lostJustNow();
        }
        // In this order: whoever sees the end can see why.
        first.delivery().end();
    }

    /** Repeats a step some time later, unless its records have become nobody's business. */
    private void again(LaneBatch batch, Duration after, Consumer<Duration> step) {
        attempts.again(after, later -> {
            if (batch.isOver()) {
                free(batch);
            } else {
                step.accept(later);
            }
        });
    }

    private void free(LaneBatch batch) {
        batch.lane().free(batch, clock.millis());
        next(batch.lane());
    }

    private void retireIdle() {
        long idleBefore = clock.millis() - KEEP_IDLE_LANES.toMillis();
        lanes.values().removeIf(lane -> lane.retire(idleBefore));
        known.retire();
    }

    @Override
    public void close() {
        attempts.close();
    }
}
