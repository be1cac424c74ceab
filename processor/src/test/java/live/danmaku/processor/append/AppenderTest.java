package live.danmaku.processor.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.InMemoryTimeline;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.processor.append.Admission.Verdict;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppenderTest {

    private static final Topic TOPIC = Topic.room(new RoomId("r1"));
    private static final Duration REACH = Duration.ofSeconds(60);

    private final InMemoryTimeline timeline = new InMemoryTimeline(TimelineLimits.DEFAULT, System::currentTimeMillis);
    private final HoldingWriter writer = new HoldingWriter(timeline);
    private final List<Parking.Reason> parked = Collections.synchronizedList(new ArrayList<>());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HoldingAdmission admission = new HoldingAdmission();
    private final HoldingRestoration restoration = new HoldingRestoration();
    private volatile int width = 1;
    private final SteppedClock clock = new SteppedClock();
    private final KnownTimelines known = new KnownTimelines(clock);
    private final RewindAsks asks = new RewindAsks(known, REACH, clock);
    private final Appender appender = new Appender(
            writer,
            Map.of(MessageType.GIFT, admission),
            Map.of(MessageType.MEMBER, restoration),
            this::park,
            known,
            asks,
            flow -> width,
            clock,
            registry);
    private final Delivery delivery = new Delivery();

    @AfterEach
    void close() {
        appender.close();
    }

    @Test
    void append_whileOneBatchIsOut_theNextWaitsAndTakesAllThatCameMeanwhile() {
        PendingRecord first = record(TOPIC, 0);
        appender.append(first);
        for (int offset = 1; offset <= 30; offset++) {
            appender.append(record(TOPIC, offset));
        }
        assertThat(writer.sizes()).containsExactly(1);
        assertThat(first.isDone()).isFalse();

        writer.answerOne();

        assertThat(first.isDone()).isTrue();
        assertThat(writer.sizes()).containsExactly(1, AppendBatch.MAX_ENTRIES);
        writer.answerOne();
        writer.answerOne();
        assertThat(ids(TOPIC)).hasSize(31);
        assertThat(ids(TOPIC).get(30)).isEqualTo("m30");
    }

    @Test
    void append_otherTopic_doesNotWaitForTheFirst() {
        Topic other = Topic.room(new RoomId("r2"));
        appender.append(record(TOPIC, 0));
        appender.append(record(other, 1));

        assertThat(writer.sizes()).containsExactly(1, 1);
    }

    @Test
    void append_otherType_doesNotWaitForTheFirst() {
        appender.append(record(TOPIC, 0));
        appender.append(record(TOPIC, MessageType.LIKE, 1));

        assertThat(writer.sizes()).containsExactly(1, 1);
    }

    @Test
    void append_idThatAnotherSenderUsed_isAMessageOfItsOwn_andARepeatIsNot() {
        List<String> senders = List.of("mallory", "ann", "ann");
        for (int offset = 0; offset < senders.size(); offset++) {
            String body = "said at " + offset; // never the same bytes
            AcceptedMessage message = message(TOPIC, MessageType.COMMENT, "squat-1", body);
            appender.append(pending(message.from(new UserId(senders.get(offset))), offset, delivery));
        }
        writer.answerAllUntilNothingIsOut();

        assertThat(ids(TOPIC)).containsExactly("squat-1", "squat-1");
        assertThat(registry.get("danmaku.messages.duplicates")
                        .tag("type", "comment")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void append_typeWithAdmission_waitsForItWhileOthersGoOn() {
        PendingRecord gift = record(TOPIC, MessageType.GIFT, 0);
        PendingRecord comment = record(TOPIC, 1);
        appender.append(gift);
        appender.append(comment);
        writer.answerOne();
        assertThat(ids(TOPIC)).containsExactly("m1");
        assertThat(comment.isDone()).isTrue();

        admission.answer(Verdict.ADMITTED);

        assertThat(gift.isDone()).isFalse();
        writer.answerOne();
        assertThat(gift.isDone()).isTrue();
        assertThat(ids(TOPIC)).containsExactly("m1", "m0");
    }

    @Test
    void append_refusedOrUnreadable_areDoneAndTheRestIsAppended() {
        appender.append(record(TOPIC, MessageType.GIFT, 0));
        PendingRecord refused = record(TOPIC, MessageType.GIFT, 1);
        PendingRecord unreadable = record(TOPIC, MessageType.GIFT, 2);
        PendingRecord admitted = record(TOPIC, MessageType.GIFT, 3);
        List.of(refused, unreadable, admitted).forEach(appender::append);
        admission.answer(Verdict.REFUSED);

        admission.answer(Verdict.REFUSED, Verdict.UNREADABLE, Verdict.ADMITTED);
        writer.answerOne();

        assertThat(List.of(refused, unreadable, admitted)).allMatch(PendingRecord::isDone);
        assertThat(parked).containsExactly(Parking.Reason.UNREADABLE);
        assertThat(ids(TOPIC)).containsExactly("m3");
    }

    @Test
    void append_admissionNotAnswered_isRepeatedUntilItIs() {
        appender.append(record(TOPIC, MessageType.GIFT, 0));
        admission.fail();
        await().atMost(5, TimeUnit.SECONDS).until(() -> admission.asked() == 2);

        admission.answer(Verdict.ADMITTED);
        writer.answerOne();

        assertThat(ids(TOPIC)).containsExactly("m0");
    }

    @Test
    void append_admissionTakesLong_isNotAskedAgainBesideIt() {
        appender.append(record(TOPIC, MessageType.GIFT, 0));

        await().during(11, TimeUnit.SECONDS).atMost(30, TimeUnit.SECONDS).until(() -> admission.asked() == 1);
        admission.answer(Verdict.ADMITTED);
        writer.answerOne();

        assertThat(ids(TOPIC)).containsExactly("m0");
    }

    @Test
    void append_deliveryOverDuringAdmission_isDroppedAndTheNextDeliveryGoesOn() {
        appender.append(record(TOPIC, MessageType.GIFT, 0));
        delivery.end();
        admission.answer(Verdict.ADMITTED);

        appender.append(record(TOPIC, MessageType.GIFT, 0, new Delivery()));

        assertThat(writer.sizes()).isEmpty();
        admission.answer(Verdict.ADMITTED);
        assertThat(writer.sizes()).containsExactly(1);
    }

    @Test
    void append_notAnswered_isRepeatedUntilItIs() {
        PendingRecord record = record(TOPIC, 0);
        appender.append(record);
        writer.failOne();
        await().atMost(5, TimeUnit.SECONDS).until(() -> writer.sizes().size() == 2);
        writer.failOne();
        await().atMost(5, TimeUnit.SECONDS).until(() -> writer.sizes().size() == 3);
        assertThat(record.isDone()).isFalse();

        writer.answerOne();

        assertThat(record.isDone()).isTrue();
        assertThat(registry.get("danmaku.append.failures").counter().count()).isEqualTo(2);
    }

    @Test
    void append_ofADeliveryThatIsOver_isDropped() {
        appender.append(record(TOPIC, 0));
        appender.append(record(TOPIC, 1));
        delivery.end();

        writer.answerOne();

        assertThat(writer.sizes()).containsExactly(1);
        assertThat(ids(TOPIC)).containsExactly("m0");
    }

    @Test
    void append_timelineLostWhatWasAcknowledged_asksToBeginAgainAfterWhatItKnows() {
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        timeline.lose(TOPIC);
        appender.append(record(TOPIC, 1));

        writer.answerOne();

        assertThat(delivery.isOver()).isTrue();
        assertThat(asks.take()).isPresent();
    }

    @Test
    void append_afterForgetting_expectsNothingOfTheTimeline() {
        long before = clock.millis();
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        timeline.lose(TOPIC);
        appender.forgetSince(before);
        appender.append(record(TOPIC, 1));

        writer.answerOne();

        assertThat(ids(TOPIC)).containsExactly("m1");
    }

    @Test
    void append_closedTimeline_isTriedAgainBeforeItIsParkedWithTheReason() {
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        timeline.close(TOPIC);
        PendingRecord late = record(TOPIC, 1);
        appender.append(late);
        writer.answerOne();
        await().atMost(5, TimeUnit.SECONDS).until(() -> writer.sizes().size() == 3);
        assertThat(parked).isEmpty();

        clock.step(ClosedPatience.PATIENCE);
        writer.answerOne();

        assertThat(parked).containsExactly(Parking.Reason.CLOSED);
        assertThat(late.isDone()).isTrue();
    }

    @Test
    void append_closedTimelineThatIsOpenedAgain_isAppended() {
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        timeline.close(TOPIC);
        PendingRecord early = record(TOPIC, 1);
        appender.append(early);
        writer.answerOne();
        await().atMost(5, TimeUnit.SECONDS).until(() -> writer.sizes().size() == 3);

        writer.answerOne(new AppendResult.Appended(new Epoch("e1"), 0, 5, List.of(AppendResult.Outcome.APPENDED)));

        assertThat(early.isDone()).isTrue();
        assertThat(parked).isEmpty();
    }

    @Test
    void append_otherTypeOfATimelineThatWasLost_isNoticed() {
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        timeline.lose(TOPIC);
        appender.append(record(TOPIC, MessageType.LIKE, 1));

        writer.answerOne();

        assertThat(asks.take()).isPresent();
    }

    @Test
    void append_lostAfterTheLaneWasReshaped_isNoticed() {
        appender.append(from("ann", 0));
        writer.answerAllUntilNothingIsOut();
        width = 8;
        timeline.lose(TOPIC);
        appender.append(from("bob", 1));

        writer.answerOne();

        assertThat(asks.take()).isPresent();
    }

    @Test
    void append_lostAndNoticedLongAfter_asksForTheLastMinutesBeforeItWasLastAcknowledged() {
        appender.append(record(TOPIC, 0));
        long acknowledgedAt = clock.millis();
        writer.answerOne();
        timeline.lose(TOPIC);
        clock.step(Duration.ofMinutes(50));
        appender.append(record(TOPIC, 1));

        writer.answerOne();

        assertThat(asks.take().orElseThrow())
                .isBetween(acknowledgedAt - 2 * REACH.toMillis(), acknowledgedAt - 2 * REACH.toMillis() + 10_000);
    }

    @Test
    void append_answerOfBeforeTheRewindComesAfterIt_asksForNothingMore() {
        long before = clock.millis();
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        timeline.lose(TOPIC);
        appender.append(record(TOPIC, 1));
        appender.append(record(TOPIC, MessageType.LIKE, 2));
        writer.answerOne();
        assertThat(asks.take()).isPresent();

        appender.forgetSince(before);
        writer.answerOne();

        assertThat(asks.take()).isEmpty();
    }

    @Test
    void forgetSince_timelinesAcknowledgedBefore_areStillExpectedToKnow() {
        Topic older = Topic.room(new RoomId("r2"));
        appender.append(record(older, 0));
        writer.answerOne();
        clock.step(Duration.ofMinutes(5));
        appender.append(record(TOPIC, 1));
        writer.answerOne();
        timeline.lose(older);
        timeline.lose(TOPIC);

        appender.forgetSince(clock.millis() - REACH.toMillis());
        appender.append(record(TOPIC, 2));
        writer.answerOne();
        assertThat(asks.take()).isEmpty();

        appender.append(record(older, 3));
        writer.answerOne();
        assertThat(asks.take()).isPresent();
    }

    @Test
    void append_repeat_isCountedAsDuplicateAndDone() {
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        PendingRecord repeat = record(TOPIC, 0);
        appender.append(repeat);

        writer.answerOne();

        assertThat(repeat.isDone()).isTrue();
        assertThat(registry.get("danmaku.messages.duplicates")
                        .tag("type", "comment")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(ids(TOPIC)).containsExactly("m0");
    }

    @Test
    void append_mayHaveBeenLost_isDoneWhenWhatWentWithItIsRestored() {
        Delivery repairing = new Delivery(Long.MAX_VALUE);
        PendingRecord lost = record(TOPIC, MessageType.MEMBER, 0, repairing);
        appender.append(lost);
        appender.append(record(TOPIC, MessageType.MEMBER, 1, repairing));
        writer.answerOne();
        assertThat(restoration.asked()).containsExactly(List.of("m0"));
        assertThat(lost.isDone()).isFalse();

        restoration.fail();
        await().atMost(5, TimeUnit.SECONDS).until(() -> restoration.asked().size() == 2);
        restoration.answer();

        assertThat(lost.isDone()).isTrue();
        assertThat(restoration.asked()).containsExactly(List.of("m0"), List.of("m0"));
        assertThat(writer.sizes()).containsExactly(1, 1);
    }

    @Test
    void append_neverLostOrStillThere_restoresNothing() {
        PendingRecord first = record(TOPIC, MessageType.MEMBER, 0);
        appender.append(first);
        writer.answerOne();
        PendingRecord again = record(TOPIC, MessageType.MEMBER, 0, new Delivery(Long.MAX_VALUE));
        appender.append(again);
        writer.answerOne();

        assertThat(first.isDone()).isTrue();
        assertThat(again.isDone()).isTrue();
        assertThat(restoration.asked()).isEmpty();
    }

    @Test
    void append_pool_hasABatchOutForEachSlotAndKeepsEachSendersOrder() {
        width = 8;
        for (int offset = 0; offset < 200; offset++) {
            appender.append(from("u" + offset % 20, offset));
        }
        assertThat(writer.sizes()).hasSizeBetween(2, 8);

        writer.answerAllUntilNothingIsOut();

        assertThat(ids(TOPIC)).hasSize(200);
        assertSendersOrder(20);
    }

    @Test
    void append_widthChanges_waitsForWhatIsOutAndKeepsEachSendersOrder() {
        int offset = 0;
        for (int each : new int[] {1, 8, 1, 4, 8, 1}) {
            width = each;
            for (int i = 0; i < 80; i++) {
                appender.append(from("u" + offset % 20, offset));
                offset++;
            }
            writer.answerOne();
        }

        writer.answerAllUntilNothingIsOut();

        assertThat(ids(TOPIC)).hasSize(480);
        assertSendersOrder(20);
        assertThat(delivery.isOver()).isFalse();
    }

    @Test
    void append_poolAndTheTimelineLostOneSlotsBatch_isNoticed() {
        width = 8;
        appender.append(from("ann", 0));
        appender.append(from("bob", 1));
        writer.answerAllUntilNothingIsOut();
        timeline.lose(TOPIC);
        appender.append(from("ann", 2));

        writer.answerOne();

        assertThat(asks.take()).isPresent();
    }

    @Test
    void takeLoads_whatWasAppended_isToldOnce() {
        appender.append(record(TOPIC, 0));
        appender.append(record(TOPIC, 1));
        writer.answerOne();

        Flow flow = new Flow(TOPIC, MessageType.COMMENT);
        assertThat(appender.takeLoads()).singleElement().satisfies(load -> {
            assertThat(load.flow()).isEqualTo(flow);
            assertThat(load.ratePerS()).isEqualTo(1);
        });
        assertThat(appender.takeLoads()).extracting(FlowLoad::ratePerS).containsExactly(0L);
    }

    @Test
    void takeLoads_topicsThatAreNoRooms_areLeftOut() {
        appender.append(record(Topic.user(new UserId("42")), MessageType.SYSTEM, 0));
        writer.answerOne();

        assertThat(ids(Topic.user(new UserId("42")))).containsExactly("m0");
        assertThat(appender.takeLoads()).isEmpty();
    }

    private void assertSendersOrder(int senders) {
        List<String> seen = ids(TOPIC);
        for (int sender = 0; sender < senders; sender++) {
            int which = sender;
            assertThat(seen.stream()
                            .map(id -> Integer.parseInt(id.substring(1)))
                            .filter(offset -> offset % senders == which))
                    .isSorted();
        }
    }

    private PendingRecord from(String uid, long offset) {
        PendingRecord record = record(TOPIC, offset);
        return new PendingRecord(record.record(), record.message().from(new UserId(uid)), delivery);
    }

    private PendingRecord record(Topic topic, long offset) {
        return record(topic, MessageType.COMMENT, offset);
    }

    private PendingRecord record(Topic topic, MessageType type, long offset) {
        return record(topic, type, offset, delivery);
    }

    private static PendingRecord record(Topic topic, MessageType type, long offset, Delivery delivery) {
        return pending(message(topic, type, "m" + offset, ""), offset, delivery);
    }

    private static AcceptedMessage message(Topic topic, MessageType type, String id, String body) {
        long now = System.currentTimeMillis();
        byte[] payload = "{\"id\":\"%s\",\"body\":\"%s\"}".formatted(id, body).getBytes(StandardCharsets.UTF_8);
        return new AcceptedMessage(topic, new MessageId(id), type, now - 1_000, now, payload);
    }

    private static PendingRecord pending(AcceptedMessage message, long offset, Delivery delivery) {
        return new PendingRecord(new ConsumerRecord<>("t", 0, offset, null, message.payload()), message, delivery);
    }

    private void park(PendingRecord record, Parking.Reason reason) {
        parked.add(reason);
        record.setDone();
    }

    private List<String> ids(Topic topic) {
        ReadRequest all = new ReadRequest(topic, new ReadFrom.Start(), EnumSet.allOf(MessageType.class), 500);
        ReadResult.Page page =
                (ReadResult.Page) timeline.read(all).toCompletableFuture().join();
        return Appends.ids(page.messages());
    }

    /** A clock that a test moves on, beside its own pace. */
    private static final class SteppedClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void step(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    /** Lets the test decide what is admitted, and when. */
    private static final class HoldingAdmission implements Admission {

        private final Deque<CompletableFuture<List<Verdict>>> held = new ArrayDeque<>();
        private int asked;

        @Override
        public synchronized CompletionStage<List<Verdict>> admit(List<AcceptedMessage> messages) {
            CompletableFuture<List<Verdict>> answer = new CompletableFuture<>();
            held.add(answer);
            asked++;
            return answer;
        }

        void answer(Verdict... verdicts) {
            next().complete(List.of(verdicts));
        }

        void fail() {
            next().completeExceptionally(new IllegalStateException("MySQL is away"));
        }

        private synchronized CompletableFuture<List<Verdict>> next() {
            return held.remove();
        }

        synchronized int asked() {
            return asked;
        }
    }

    /** Lets the test decide when something is restored. */
    private static final class HoldingRestoration implements Restoration {

        private final Deque<CompletableFuture<Void>> held = new ArrayDeque<>();
        private final List<List<String>> asked = new ArrayList<>();

        @Override
        public synchronized CompletionStage<Void> restore(List<AcceptedMessage> messages) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            held.add(answer);
            asked.add(messages.stream().map(message -> message.id().value()).toList());
            return answer;
        }

        void answer() {
            next().complete(null);
        }

        void fail() {
            next().completeExceptionally(new IllegalStateException("Redis is away"));
        }

        private synchronized CompletableFuture<Void> next() {
            return held.remove();
        }

        synchronized List<List<String>> asked() {
            return List.copyOf(asked);
        }
    }

    /** Lets the test decide when a batch is answered, and how. */
    private static final class HoldingWriter implements TimelineWriter {

        private record Held(AppendBatch batch, CompletableFuture<AppendResult> answer) {}

        private final TimelineWriter timeline;
        private final List<Held> held = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();

        HoldingWriter(TimelineWriter timeline) {
            this.timeline = timeline;
        }

        @Override
        public synchronized CompletionStage<AppendResult> append(AppendBatch batch) {
            CompletableFuture<AppendResult> answer = new CompletableFuture<>();
            held.add(new Held(batch, answer));
            sizes.add(batch.entries().size());
            return answer;
        }

        @Override
        public CompletionStage<Boolean> close(Topic topic) {
            return timeline.close(topic);
        }

        void answerOne() {
            Held first = next();
            first.answer()
                    .complete(
                            timeline.append(first.batch()).toCompletableFuture().join());
        }

        void answerOne(AppendResult result) {
            next().answer().complete(result);
        }

        void answerAllUntilNothingIsOut() {
            while (isOut()) {
                answerOne();
            }
        }

        private synchronized boolean isOut() {
            return !held.isEmpty();
        }

        void failOne() {
            next().answer().completeExceptionally(new IllegalStateException("Redis is away"));
        }

        private synchronized Held next() {
            return held.remove(0);
        }

        /** Of all batches so far. */
        synchronized List<Integer> sizes() {
            return List.copyOf(sizes);
        }
    }
}
