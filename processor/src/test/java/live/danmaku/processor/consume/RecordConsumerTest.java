package live.danmaku.processor.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static live.danmaku.processor.consume.FlakyConsumer.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.HandoverBoard.View;
import live.danmaku.model.gear.Route;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.InMemoryTimeline;
import live.danmaku.model.timeline.LossLog;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.processor.append.Appender;
import live.danmaku.processor.append.KnownTimelines;
import live.danmaku.processor.append.RewindAsks;
import live.danmaku.processor.handover.HandoverGate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that fails for a while makes the consumer drop a record. */
class RecordConsumerTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration REACH = Duration.ofSeconds(60);
    private static final Topic TOPIC = Topic.room(new RoomId("r1"));

    private final FlakyConsumer kafka = new FlakyConsumer();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InMemoryTimeline timeline = new InMemoryTimeline(TimelineLimits.DEFAULT, System::currentTimeMillis);
    private final KnownTimelines known = new KnownTimelines(Clock.systemUTC());
    private final RewindAsks asks = new RewindAsks(known, REACH, Clock.systemUTC());
    private final FakeWitness witness = new FakeWitness();
    private final ToldLosses told = new ToldLosses();
    private final InMemoryRooms rooms = new InMemoryRooms();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String storeId = "store";
    private final Appender appender = new Appender(
            timeline,
            Map.of(),
            Map.of(),
            (record, reason) -> record.setDone(),
            known,
            asks,
            flow -> 1,
            Clock.systemUTC(),
            registry);
    private final HandoverGate gate = new HandoverGate(
            (waiting, progress) -> CompletableFuture.completedFuture(View.EMPTY),
            partitions -> CompletableFuture.completedFuture(Map.of()),
            appender::append,
            registry);
    private final RecordConsumer consumer = new ReadingParts(
                    kafka,
                    new ProcessorSettings("processor", null, 5_000, REACH),
                    appender,
                    gate,
                    (record, reason) -> record.setDone(),
                    asks,
                    rooms,
                    Clock.systemUTC(),
                    registry)
            .recordConsumer(() -> Optional.of(storeId), told, witness, ended::countDown);

    @AfterEach
    void close() {
        consumer.close();
        appender.close();
    }

    @Test
    void assignmentFails_isTriedAgainAndNothingIsReadTooEarly() {
        kafka.failingCommitQuestions.set(1);
        kafka.failingTimeQuestions.set(1);
        start();
        add(TOPIC, 0, 2);

        awaitIds(TOPIC, 0, 2);
        await().atMost(SOON).until(() -> kafka.committedOffset() == 3);
    }

    @Test
    void asynchronousCommitFails_isRepeatedThoughNoRecordFollows() {
        kafka.failingCommits.set(1);
        start();
        add(TOPIC, 0, 0);

        await().atMost(SOON).until(() -> kafka.committedOffset() == 1);
        assertThat(kafka.failingCommits.get()).isZero();
    }

    @Test
    void rewindFails_isTriedAgainAndMeanwhileNothingIsDropped() {
        start();
        add(TOPIC, 0, 2);
        awaitIds(TOPIC, 0, 2);
        await().atMost(SOON).until(() -> kafka.committedOffset() == 3);
        kafka.failingTimeQuestions.set(1);

        witness.notice(System.currentTimeMillis());
        await().atMost(SOON).until(() -> count("danmaku.consume.failures") == 1);
        add(TOPIC, 3, 3);
        awaitIds(TOPIC, 0, 3);

        await().atMost(SOON).until(() -> count("danmaku.rewinds") == 1);
        add(TOPIC, 0, 4);
        awaitIds(TOPIC, 0, 4);
        assertThat(count("danmaku.messages.duplicates")).isEqualTo(4);
        await().atMost(SOON).until(() -> kafka.committedOffset() == 5);
    }

    @Test
    void storeLostSomething_theLowerOffsetsAreCommittedBeforeAnythingIsReadAgain() {
        start();
        add(TOPIC, 0, 9);
        await().atMost(SOON).until(() -> kafka.committedOffset() == 10);
        // They were sent long before they were appended: by their times nothing is missing.
        kafka.offsetOfTimes = 10;

        witness.notice(System.currentTimeMillis() + 60_000);

        // The records are not there to be read again, so nothing but the rewind commits.
        await().atMost(SOON).until(() -> kafka.committedOffset() == 0);
        assertThat(told.all()).as("others have witnesses of their own").isEmpty();
    }

    @Test
    void aTimelineLostSomething_othersAreToldUntilTheStoreHasIt() {
        start();
        add(TOPIC, 0, 0);
        awaitIds(TOPIC, 0, 0);
        timeline.lose(TOPIC);
        told.failing.set(3);
        add(TOPIC, 1, 1);

        await().atMost(SOON).until(() -> told.all().size() == 1);
        long since = told.all().get(0).since();
        assertThat(since).isLessThanOrEqualTo(System.currentTimeMillis() - REACH.toMillis());
    }

    @Test
    void othersTellOfALoss_isReadAgain() {
        start();
        add(TOPIC, 0, 0);
        await().atMost(SOON).until(() -> told.asked.get() > 0 && kafka.committedOffset() == 1);

        told.tell(System.currentTimeMillis() - 120_000);

        await().atMost(SOON).until(() -> count("danmaku.rewinds") == 1);
    }

    @Test
    void unexpectedFailure_isCountedAndReadingGoesOn() {
        start();
        kafka.schedulePollTask(() -> {
            throw new IllegalStateException("nobody expects this");
        });
        await().atMost(SOON).until(() -> count("danmaku.consume.failures") == 1);

        add(TOPIC, 0, 0);

        awaitIds(TOPIC, 0, 0);
        assertThat(ended.getCount()).isEqualTo(1);
    }

    @Test
    void error_endsReadingAndIsTold() throws Exception {
        start();
        kafka.schedulePollTask(() -> {
            throw new StackOverflowError("planted");
        });

        assertThat(ended.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void storeIsAnother_allIsReadButWhatIsArchived() {
        Topic archived = Topic.room(new RoomId("old"));
        rooms.create(SomeRooms.in(RoomState.ENDED, "old"));
        rooms.create(SomeRooms.live("r1"));
        // Subscribing makes a mock forget what was committed.
        kafka.schedulePollTask(() -> kafka.commitSync(Map.of(PARTITION, new OffsetAndMetadata(20, "1000 another"))));
        kafka.offsetOfTimes = 20;
        start();

        add(archived, 0, 9);
        add(TOPIC, 10, 19);
        add(archived, 20, 20);

        awaitIds(TOPIC, 10, 19);
        // What was sent after all that was committed cannot be archived yet.
        awaitIds(archived, 20, 20);
        assertThat(count("danmaku.messages.skipped")).isEqualTo(10);
        await().atMost(SOON).until(() -> kafka.committedOffset() == 21);
    }

    @Test
    void redisEmptiedWhileReading_allIsReadButWhatIsArchived() {
        Topic archived = Topic.room(new RoomId("old"));
        start();
        add(archived, 0, 1);
        add(TOPIC, 2, 3);
        awaitIds(TOPIC, 2, 3);
        await().atMost(SOON).until(() -> kafka.committedOffset() == 4);
        rooms.create(SomeRooms.in(RoomState.ENDED, "old"));
        timeline.lose(TOPIC);
        timeline.lose(archived);
        storeId = "another";
        kafka.offsetOfTimes = 4;

        witness.notice(System.currentTimeMillis());
        await().atMost(SOON).until(() -> kafka.committedOffset() == 0);
        add(archived, 0, 1);
        add(TOPIC, 2, 3);

        awaitIds(TOPIC, 2, 3);
        assertThat(count("danmaku.messages.skipped")).isEqualTo(2);
        assertThat(ids(archived)).isEmpty();
    }

    private void start() {
        kafka.schedulePollTask(() -> kafka.rebalance(List.of(PARTITION)));
        consumer.start();
    }

    /** Records {@code first} to {@code last}, with their offset in the id, as if they were sent now. */
    private void add(Topic topic, int first, int last) {
        kafka.schedulePollTask(() -> {
            for (int offset = first; offset <= last; offset++) {
                kafka.addRecord(record(topic, offset));
            }
        });
    }

    private static ConsumerRecord<byte[], byte[]> record(Topic topic, long offset) {
        long now = System.currentTimeMillis();
        byte[] payload = "{\"id\":\"m%d\"}".formatted(offset).getBytes(UTF_8);
        AcceptedMessage message =
                new AcceptedMessage(topic, new MessageId("m" + offset), MessageType.COMMENT, now - 1_000, now, payload);
        ProducerRecord<byte[], byte[]> sent = MessageRecords.of(message, 0, Route.HOME);
        return new ConsumerRecord<>(
                MessageRecords.TOPIC,
                0,
                offset,
                now,
                TimestampType.CREATE_TIME,
                sent.key().length,
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }

    private void awaitIds(Topic topic, int first, int last) {
        List<String> expected =
                IntStream.rangeClosed(first, last).mapToObj(n -> "m" + n).toList();
        await().atMost(SOON).untilAsserted(() -> assertThat(ids(topic)).containsExactlyElementsOf(expected));
    }

    private List<String> ids(Topic topic) {
        ReadRequest all = new ReadRequest(topic, new ReadFrom.Start(), EnumSet.allOf(MessageType.class), 500);
        return timeline.read(all).toCompletableFuture().join() instanceof ReadResult.Page page
                ? Appends.ids(page.messages())
                : List.of();
    }

    private double count(String counter) {
        return registry.find(counter).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    /** What processors tell one another, in one that may be away. */
    private static final class ToldLosses implements LossLog {

        private final List<Loss> losses = new CopyOnWriteArrayList<>();
        private final AtomicInteger failing = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public CompletionStage<Loss> tell(long since) {
            if (failing.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
                return CompletableFuture.failedFuture(new IllegalStateException("Redis is away"));
            }
            Loss loss = new Loss(losses.size() + 1 + "-0", since);
            losses.add(loss);
            return CompletableFuture.completedFuture(loss);
        }

        @Override
        public CompletionStage<List<Loss>> after(String id) {
            asked.incrementAndGet();
            int from = Integer.parseInt(id.substring(0, id.indexOf('-')));
            return CompletableFuture.completedFuture(List.copyOf(losses.subList(from, losses.size())));
        }

        List<Loss> all() {
            return losses;
        }
    }
}
