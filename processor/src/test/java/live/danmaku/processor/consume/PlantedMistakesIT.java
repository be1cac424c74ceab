package live.danmaku.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.redis.PlantedMistakes;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.testkit.TestEngines;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.check.Wrong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The judge of histories sees the mistakes that lose or double messages in systems like this one, and finds nothing where
 * they are not made.
 */
class PlantedMistakesIT {

    private static final KafkaSettings KAFKA = new KafkaSettings(TestEngines.kafka(), 4, (short) -1);
    private static final RedisLink REDIS = new RedisLink(TestEngines.redis(), Duration.ofSeconds(10));
    private static final int WRITERS = 8;
    private static final int READERS = 3;
    private static final int MESSAGES_EACH = 500;

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private final String group = "planted-" + UUID.randomUUID();
    private final RedisTimeline timeline = new RedisTimeline(REDIS, TimelineLimits.DEFAULT);
    private final RecordedRoom room = new RecordedRoom(topic, timeline);
    private final MessageProducer producer = new MessageProducer(KAFKA);

    @BeforeAll
    static void createTopics() {
        try (KafkaCluster cluster = new KafkaCluster(KAFKA)) {
            await().atMost(Duration.ofSeconds(30)).until(cluster::isReachable);
        }
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @AfterAll
    static void disconnect() {
        REDIS.close();
    }

    @Test
    void placeIsBareMilliseconds_readersMissTies() throws Exception {
        assertThat(writtenAtOnce(PlantedMistakes.placeIsBareMilliseconds(REDIS)).count(Wrong.SILENT_GAP))
                .isPositive();
    }

    @Test
    void numberFirstInsertLater_readersInBetweenMissMessages() throws Exception {
        assertThat(writtenAtOnce(PlantedMistakes.numberFirstInsertLater(REDIS)).count(Wrong.SILENT_GAP))
                .isPositive();
    }

    @Test
    void oneScriptThatNumbersAndInserts_nothingIsWrong() throws Exception {
        assertGood(writtenAtOnce(timeline), WRITERS * MESSAGES_EACH);
    }

    @Test
    void offsetsCommittedBeforeTheAppend_aCrashLosesTheRest() throws Exception {
        accept(1, 100);
        try (RecordReading crashing = new RecordReading(KAFKA, group)) {
            List<ConsumerRecord<byte[], byte[]>> records = crashing.readAll(topic);
            crashing.commit();
            append(timeline, records.subList(0, 60));
        }
        appendTheRest(timeline);

        assertThat(room.judge().count(Wrong.LOST)).isEqualTo(40);
    }

    @Test
    void offsetsCommittedAfterTheAppend_nothingIsWrong() throws Exception {
        accept(1, 100);
        try (RecordReading crashing = new RecordReading(KAFKA, group)) {
            append(timeline, crashing.readAll(topic).subList(0, 60));
        }
        appendTheRest(timeline);

        assertGood(room.judge(), 100);
    }

    @Test
    void dedupeByOffset_loseWhatWasOvertakenBeforeACrash() throws Exception {
        overtakenThenCrash(PlantedMistakes.dedupeByOffset(REDIS));

        assertThat(room.judge().count(Wrong.LOST)).isEqualTo(60);
    }

    @Test
    void dedupeByOffset_showsARetryTwice() throws Exception {
        TimelineWriter planted = PlantedMistakes.dedupeByOffset(REDIS);
        accept(1, 20);
        appendTheRest(planted);
        RecordedRoom.Reader reader = room.reader("reader");
        reader.readToTheEnd();
        accept(20, 20);
        appendTheRest(planted);
        reader.readToTheEnd();

        assertThat(room.judge().count(Wrong.DOUBLED)).isPositive();
    }

    @Test
    void dedupeById_nothingIsWrong() throws Exception {
        overtakenThenCrash(timeline);
        accept(100, 100);
        appendTheRest(timeline);

        Verdict verdict = room.judge();
        assertThat(verdict.count(Wrong.LOST)).isZero();
        assertThat(verdict.count(Wrong.DOUBLED)).isZero();
    }

    /** Several writers, each of which waits for its own messages, while readers read. */
    private Verdict writtenAtOnce(TimelineWriter writer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS);
        AtomicBoolean written = new AtomicBoolean();
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                int partition = w;
                writing.add(threads.submit(() -> write(writer, partition)));
            }
            List<Future<?>> reading = new ArrayList<>();
            for (int r = 0; r < READERS; r++) {
                RecordedRoom.Reader reader = room.reader("reader" + r);
                reading.add(threads.submit(() -> {
                    while (!written.get()) {
                        reader.readPage();
                    }
                    reader.readToTheEnd();
                    return null;
                }));
            }
            for (Future<?> each : writing) {
                each.get(60, TimeUnit.SECONDS);
            }
            written.set(true);
            for (Future<?> each : reading) {
                each.get(60, TimeUnit.SECONDS);
            }
            return room.judge();
        } finally {
            threads.shutdownNow();
        }
    }

    private Void write(TimelineWriter writer, int partition) throws Exception {
        String uid = "writer" + partition;
        for (int n = 0; n < MESSAGES_EACH; n++) {
            String id = uid + "-" + n;
            TimelineEntry comment = Appends.comment(n, id);
            room.send(uid, id, () -> append(writer, partition, System.currentTimeMillis(), comment));
        }
        return null;
    }

    /** Of 100 records the last 40 are appended first, by a quicker thread; then the consumer crashes, and reads again. */
    private void overtakenThenCrash(TimelineWriter writer) throws Exception {
        accept(1, 100);
        try (RecordReading crashing = new RecordReading(KAFKA, group)) {
            append(writer, crashing.readAll(topic).subList(60, 100));
        }
        appendTheRest(writer);
    }

    /** Comments {@code m<first>} to {@code m<last>} that Kafka has acknowledged, one after the other. */
    private void accept(int first, int last) throws Exception {
        for (int n = first; n <= last; n++) {
            int number = n;
            room.send("ann", "m" + n, () -> producer.send(topic, number, number));
        }
    }

    private void appendTheRest(TimelineWriter writer) throws Exception {
        try (RecordReading next = new RecordReading(KAFKA, group)) {
            append(writer, next.readAll(topic));
            next.commit();
        }
    }

    private void append(TimelineWriter writer, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            AcceptedMessage message = MessageRecords.parse(record);
            append(writer, record.partition(), record.timestamp(), TimelineEntry.of(record.offset(), message));
        }
    }

    private void append(TimelineWriter writer, int partition, long recordedAt, TimelineEntry entry) throws Exception {
        long streamStart = System.currentTimeMillis() - 60_000;
        writer.append(new AppendBatch(topic, streamStart, partition, -1, 0, recordedAt, List.of(entry)))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static void assertGood(Verdict verdict, int messages) {
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict.all().visible()).isEqualTo(messages);
    }
}
