package live.danmaku.processor.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.InMemoryTimeline;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppenderTest {

    private static final Topic TOPIC = Topic.room(new RoomId("r1"));

    private final InMemoryTimeline timeline = new InMemoryTimeline(TimelineLimits.DEFAULT, System::currentTimeMillis);
    private final HoldingWriter writer = new HoldingWriter(timeline);
    private final List<Parking.Reason> parked = Collections.synchronizedList(new ArrayList<>());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Appender appender = new Appender(writer, this::park, Clock.systemUTC(), registry);
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
        assertThat(delivery.rewindTo()).isEqualTo(OptionalLong.of(-1));
    }

    @Test
    void append_afterForgetting_expectsNothingOfTheTimeline() {
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        timeline.lose(TOPIC);
        appender.forget(0);
        appender.append(record(TOPIC, 1));

        writer.answerOne();

        assertThat(ids(TOPIC)).containsExactly("m1");
    }

    @Test
    void append_closedTimeline_parksWithTheReason() {
        appender.append(record(TOPIC, 0));
        writer.answerOne();
        timeline.close(TOPIC);
        PendingRecord late = record(TOPIC, 1);
        appender.append(late);

        writer.answerOne();

        assertThat(parked).containsExactly(Parking.Reason.CLOSED);
        assertThat(late.isDone()).isTrue();
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

    private PendingRecord record(Topic topic, long offset) {
        long now = System.currentTimeMillis();
        String id = "m" + offset;
        byte[] payload = "{\"id\":\"%s\"}".formatted(id).getBytes(StandardCharsets.UTF_8);
        AcceptedMessage message =
                new AcceptedMessage(topic, new MessageId(id), MessageType.COMMENT, now - 1_000, now, payload);
        return new PendingRecord(new ConsumerRecord<>("t", 0, offset, null, payload), message, delivery);
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
        public CompletionStage<Void> close(Topic topic) {
            return timeline.close(topic);
        }

        void answerOne() {
            Held first = next();
            first.answer()
                    .complete(
                            timeline.append(first.batch()).toCompletableFuture().join());
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
