package live.danmaku.processor.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.kafka.Partitions;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Handover;
import live.danmaku.model.gear.HandoverBoard;
import live.danmaku.model.gear.Route;
import live.danmaku.processor.append.Delivery;
import live.danmaku.processor.append.PendingRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HandoverGateTest {

    private static final long MOVED_AT = 1_700_000_000_000L;
    private static final Topic TOPIC = Topic.room(new RoomId("r1"));
    private static final Flow FLOW = new Flow(TOPIC, MessageType.COMMENT);
    private static final Partitions PARTITIONS = new Partitions(12);
    private static final int HOME = PARTITIONS.home(FLOW);

    private final Map<Integer, Long> ends = new HashMap<>();
    private final Map<Integer, Long> here = new HashMap<>();
    private final FakeBoard board = new FakeBoard();
    private final List<String> passed = new ArrayList<>();
    private final Delivery delivery = new Delivery();
    private final HandoverGate gate = new HandoverGate(
            board,
            partitions -> CompletableFuture.completedFuture(ends),
            record -> passed.add(record.message().id().value()),
            new SimpleMeterRegistry());

    HandoverGateTest() {
        gate.partitions(PARTITIONS);
        ends.put(HOME, 10L);
    }

    @Test
    void pass_flowThatNeverMoved_goesAtOnce() {
        gate.pass(record("m1", "ann", HOME, 0, 0));

        assertThat(passed).containsExactly("m1");
        assertThat(gate.isBusy()).isFalse();
    }

    @Test
    void pass_afterAMove_waitsUntilAllBelowTheOtherPartitionsEndIsAppended() {
        gate.pass(spread("m1", "ann"));
        here.put(HOME, 9L);
        turns();
        assertThat(passed).isEmpty();
        assertThat(gate.held(spreadPartition("ann"))).isEqualTo(1);

        here.put(HOME, 10L);
        turns();

        assertThat(passed).containsExactly("m1");
        assertThat(gate.held(spreadPartition("ann"))).isZero();
    }

    @Test
    void pass_otherPartitionIsReadElsewhere_goesWhenTheBoardSaysSo() {
        gate.pass(spread("m1", "ann"));
        turns();
        assertThat(board.waitedFor).containsExactly(new Handover(FLOW, MOVED_AT));

        board.told.put(HOME, 10L);

        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> {
            turns();
            return passed.equals(List.of("m1"));
        });
    }

    @Test
    void pass_partitionEndKnownOnlyAfterTheRecordCame_isAskedAfterIt() {
        gate.pass(spread("m1", "ann"));
        here.put(HOME, 10L);
        ends.put(HOME, 12L);
        turns();
        assertThat(passed).isEmpty();

        here.put(HOME, 12L);
        turns();

        assertThat(passed).containsExactly("m1");
    }

    @Test
    void pass_longAfterTheMove_goesAtOnceUnlessOthersOfItsRouteStandBefore() {
        long long_ = HandoverGate.FORMER_ROUTE_LIVES_FOR.toMillis();
        gate.pass(spread("m1", "ann"));
        gate.pass(record("m2", "ann", spreadPartition("ann"), MOVED_AT, MOVED_AT + long_));
        assertThat(passed).isEmpty();
        here.put(HOME, 10L);
        turns();

        gate.pass(record("m3", "ann", spreadPartition("ann"), MOVED_AT, MOVED_AT + long_));

        assertThat(passed).containsExactly("m1", "m2", "m3");
    }

    @Test
    void pass_olderRoute_waitsForNoNewerOne() {
        gate.pass(spread("m1", "ann"));

        gate.pass(record("m0", "ann", spreadPartition("ann"), 0, MOVED_AT - 1));

        assertThat(passed).containsExactly("m0");
    }

    @Test
    void pass_newerRoute_standsBehindTheOlderOneOfItsPartition() {
        long later = MOVED_AT + 5_000;
        int partition = spreadPartition("ann");
        gate.pass(spread("m1", "ann"));
        gate.pass(record("m2", "ann", partition, later, later + 80_000));
        turns();
        assertThat(passed).isEmpty();

        here.put(HOME, 10L);
        turns();

        assertThat(passed).containsExactly("m1", "m2");
    }

    @Test
    void pass_deliveryIsOver_isDropped() {
        gate.pass(spread("m1", "ann"));
        delivery.end();
        turns();

        assertThat(passed).isEmpty();
        assertThat(gate.held(spreadPartition("ann"))).isZero();
    }

    @Test
    void turn_othersWait_tellsHowFarThisProcessIs() {
        Handover elsewhere = new Handover(FLOW, MOVED_AT);
        board.open = Set.of(elsewhere);
        here.put(3, 7L);

        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> {
            turns();
            return board.toldByUs.contains(new HandoverBoard.Progress(elsewhere, 3, 7));
        });
        assertThat(gate.isBusy()).isTrue();
    }

    private void turns() {
        for (int i = 0; i < 3; i++) {
            gate.turn(handover -> here);
        }
    }

    private PendingRecord spread(String id, String uid) {
        return record(id, uid, spreadPartition(uid), MOVED_AT, MOVED_AT + 10);
    }

    private static int spreadPartition(String uid) {
        return PARTITIONS.of(message("any", uid, MOVED_AT), new Route(true, MOVED_AT));
    }

    private PendingRecord record(String id, String uid, int partition, long routedSince, long acceptedAt) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "t",
                partition,
                0,
                acceptedAt,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return new PendingRecord(record, message(id, uid, acceptedAt), routedSince, delivery);
    }

    private static AcceptedMessage message(String id, String uid, long acceptedAt) {
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        return new AcceptedMessage(TOPIC, new MessageId(id), MessageType.COMMENT, 0, acceptedAt, payload)
                .from(new UserId(uid));
    }

    private static final class FakeBoard implements HandoverBoard {

        final Map<Integer, Long> told = new HashMap<>();
        final List<Progress> toldByUs = new ArrayList<>();
        Collection<Handover> waitedFor = List.of();
        Set<Handover> open = Set.of();

        @Override
        public CompletionStage<View> exchange(Collection<Handover> waitingFor, Collection<Progress> progress) {
            waitedFor = waitingFor;
            toldByUs.addAll(progress);
            Map<Handover, Map<Integer, Long>> all = new HashMap<>();
            waitingFor.forEach(handover -> all.put(handover, Map.copyOf(told)));
            return CompletableFuture.completedFuture(new View(open, all));
        }
    }
}
