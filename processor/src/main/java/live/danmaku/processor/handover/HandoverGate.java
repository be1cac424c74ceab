package live.danmaku.processor.handover;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import live.danmaku.db.kafka.Partitions;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Handover;
import live.danmaku.model.gear.HandoverBoard;
import live.danmaku.model.gear.HandoverBoard.Progress;
import live.danmaku.model.gear.HandoverBoard.View;
import live.danmaku.processor.append.PendingRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds records back that were sent soon after their flow moved to other partitions, until what the same sender may have
 * sent before, to the other partition, is appended.
 *
 * <p>Who waits for each 202 had all of it acknowledged by Kafka before this record came. So it lies before the other
 * partition's end as asked for <em>after</em> this record was received, whatever any clock says. When whoever reads the
 * other partition has appended all of the flow's older messages below that end, the record may go. It never waits for
 * messages of its own route or of newer ones, so nothing waits in circles.
 *
 * <p>Owned by the consumer's thread.
 */
public final class HandoverGate {

    /** A front end that was paused or tried again for long may have sent on the former route until then. */
    static final Duration FORMER_ROUTE_LIVES_FOR = Duration.ofSeconds(75);

    private static final Logger log = LoggerFactory.getLogger(HandoverGate.class);

    private static final Duration BUSY_PERIOD = Duration.ofMillis(10);
    private static final Duration IDLE_PERIOD = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_HELD = 100_000;

    private record LaneKey(Flow flow, int partition) {}

    private final HandoverBoard board;
    private final EndOffsets ends;
    private final Consumer<PendingRecord> next;
    private final HandoverMetrics metrics;

    private final Map<LaneKey, HeldLane> lanes = new HashMap<>();
    private final Map<Integer, Integer> heldByPartition = new HashMap<>();
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private int held;
    private Partitions partitions = new Partitions(1);
    private final Deque<Held> withoutEnd = new ArrayDeque<>();
    private boolean askingEnds;
    private boolean exchanging;
    private long nextExchange = System.nanoTime();
    private View view = View.EMPTY;

    /** @param next where records go that need not wait, or no longer */
    public HandoverGate(HandoverBoard board, EndOffsets ends, Consumer<PendingRecord> next, MeterRegistry registry) {
        this.board = board;
        this.ends = ends;
        this.next = next;
        this.metrics = new HandoverMetrics(registry);
    }

    /** Says how many partitions there are; to be called before the first record. */
    public void partitions(Partitions all) {
        partitions = all;
    }

    /** Hands a readable record on, now or later. */
    public void pass(PendingRecord pending) {
        if (pending.routedSince() == 0 && held == 0) {
            next.accept(pending);
            return;
        }
        LaneKey key = new LaneKey(
                new Flow(pending.message().topic(), pending.message().type()),
                pending.record().partition());
        HeldLane lane = lanes.get(key);
        int other = otherPartition(pending);
        if (other == Held.NO_PARTITION && (lane == null || !lane.isBefore(pending.routedSince()))) {
            next.accept(pending);
        } else if (held >= MOST_HELD) {
            metrics.full();
            next.accept(pending);
        } else {
            hold(key, new Held(pending, other, System.nanoTime() + PATIENCE.toNanos()));
        }
    }

    private void hold(LaneKey key, Held record) {
        lanes.computeIfAbsent(key, unused -> new HeldLane()).add(record);
        if (record.other() != Held.NO_PARTITION) {
            withoutEnd.add(record);
        }
        count(record.pending(), 1);
    }

    /** Where its sender's messages may have gone before, and may still be on their way. */
    private int otherPartition(PendingRecord pending) {
        long since = pending.routedSince();
        if (since == 0
                || pending.message().sender() == null
                || pending.record().timestamp() >= since + FORMER_ROUTE_LIVES_FOR.toMillis()) {
            return Held.NO_PARTITION;
        }
        int other = partitions.otherThan(pending.record().partition(), pending.message());
        return other == pending.record().partition() ? Held.NO_PARTITION : other;
    }

    /** Whether somebody waits, here or elsewhere; then {@link #turn} should be called every few milliseconds. */
    public boolean isBusy() {
        return held > 0 || !view.open().isEmpty();
    }

    /** How many records of a partition are held. */
    public int held(int partition) {
        return heldByPartition.getOrDefault(partition, 0);
    }

    /** Asks, tells and releases. Never blocks; to be called at least every 50 ms. */
    public void turn(AppendedSoFar here) {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
        if (held > 0) {
            askEnds();
            release(here);
        }
        exchange(here);
        metrics.held(held);
    }

    private void askEnds() {
        if (askingEnds || withoutEnd.isEmpty()) {
            return;
        }
        askingEnds = true;
        List<Held> asking = List.copyOf(withoutEnd);
        withoutEnd.clear();
        ends.of(asking.stream().map(Held::other).collect(Collectors.toSet()))
                .whenComplete((found, failure) -> answers.add(() -> {
                    askingEnds = false;
                    if (failure == null) {
                        asking.forEach(each -> each.require(found.getOrDefault(each.other(), Long.MAX_VALUE)));
                    } else {
                        withoutEnd.addAll(asking);
                        log.debug("the ends of partitions are unknown, asking again", failure);
                    }
                }));
    }

    private void exchange(AppendedSoFar here) {
        long now = System.nanoTime();
        if (exchanging || now - nextExchange < 0) {
            return;
        }
        Set<Handover> waitingFor = waitingFor();
        List<Progress> told = new ArrayList<>();
        view.open()
                .forEach(handover -> here.below(handover)
                        .forEach((partition, below) -> told.add(new Progress(handover, partition, below))));
        boolean busy = !waitingFor.isEmpty() || !told.isEmpty();
        nextExchange = now + (busy ? BUSY_PERIOD : IDLE_PERIOD).toNanos();
        exchanging = true;
        board.exchange(waitingFor, told)
                .whenComplete((answer, failure) -> answers.add(() -> {
                    exchanging = false;
                    if (failure == null) {
                        view = answer;
                    } else {
                        log.debug("the board of handovers cannot be reached, trying again", failure);
                    }
                }));
    }

    private Set<Handover> waitingFor() {
        return lanes.entrySet().stream()
                .flatMap(entry -> entry.getValue().routes().stream()
                        .filter(since -> since > 0)
                        .map(since -> new Handover(entry.getKey().flow(), since)))
                .collect(Collectors.toSet());
    }

    private void release(AppendedSoFar here) {
        long now = System.nanoTime();
        Map<Handover, Map<Integer, Long>> known = new HashMap<>();
        lanes.forEach((key, lane) -> lane.release(new HeldLane.Exit() {
            @Override
            public boolean isOpenFor(Held each) {
                Handover handover = new Handover(key.flow(), each.pending().routedSince());
                return each.pending().isOver() || each.mayGo(below(handover, each.other())) || each.isLate(now);
            }

            private long below(Handover handover, int partition) {
                long mine = known.computeIfAbsent(handover, here::below).getOrDefault(partition, -1L);
                long told = view.progress().getOrDefault(handover, Map.of()).getOrDefault(partition, -1L);
                return Math.max(mine, told);
            }

            @Override
            public void leave(Held each) {
                count(each.pending(), -1);
                if (each.pending().isOver()) {
                    return;
                }
                if (each.isLate(now)) {
                    metrics.late();
                }
                next.accept(each.pending());
            }
        }));
        lanes.values().removeIf(HeldLane::isEmpty);
    }

    private void count(PendingRecord pending, int change) {
        held += change;
        heldByPartition.merge(pending.record().partition(), change, Integer::sum);
    }
}
