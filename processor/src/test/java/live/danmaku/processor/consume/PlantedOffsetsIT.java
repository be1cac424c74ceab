package live.danmaku.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.redis.PlantedMistakes;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.testkit.TestEngines;
import live.danmaku.tools.history.check.Wrong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The judge of histories sees what is wrong with consumers that trust in offsets, and finds nothing wrong with what the
 * real one does: commit after the append, dedupe by id.
 */
class PlantedOffsetsIT {

    private static final KafkaSettings KAFKA = new KafkaSettings(TestEngines.kafka(), 4, (short) -1);
    private static final RedisLink REDIS = new RedisLink(TestEngines.redis(), Duration.ofSeconds(10));

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
    void offsetsCommittedBeforeTheAppend_aCrashLosesTheRest() throws Exception {
        accept("ann", 1, 100);
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
        accept("ann", 1, 100);
        try (RecordReading crashing = new RecordReading(KAFKA, group)) {
            append(timeline, crashing.readAll(topic).subList(0, 60));
        }
        appendTheRest(timeline);

        assertThat(room.judge().findings()).isEmpty();
    }

    @Test
    void dedupeByOffset_losesWhatWasOvertakenBeforeACrash() throws Exception {
        overtakenThenCrash(PlantedMistakes.dedupeByOffset(REDIS));

        assertThat(room.judge().count(Wrong.LOST)).isEqualTo(60);
    }

    @Test
    void dedupeByOffset_showsARetryTwice() throws Exception {
        TimelineWriter planted = PlantedMistakes.dedupeByOffset(REDIS);
        accept("ann", 1, 20);
        appendTheRest(planted);
        RecordedRoom.Reader reader = room.reader("reader");
        reader.readToTheEnd();
        accept("ann", 20, 20);
        appendTheRest(planted);
        reader.readToTheEnd();

        assertThat(room.judge().count(Wrong.DOUBLED)).isPositive();
    }

    @Test
    void dedupeById_nothingIsWrong() throws Exception {
        overtakenThenCrash(timeline);
        accept("bob", 100, 100);
        appendTheRest(timeline);

        assertThat(room.judge().findings()).isEmpty();
    }

    /** Of 100 records the last 40, another sender's, are appended first, by a quicker thread; then the consumer crashes, and reads again. */
    private void overtakenThenCrash(TimelineWriter writer) throws Exception {
        accept("ann", 1, 60);
        accept("bob", 61, 100);
        try (RecordReading crashing = new RecordReading(KAFKA, group)) {
            append(writer, crashing.readAll(topic).subList(60, 100));
        }
        appendTheRest(writer);
    }

    /** Comments {@code m<first>} to {@code m<last>} that Kafka has acknowledged, one after the other. */
    private void accept(String by, int first, int last) throws Exception {
        for (int n = first; n <= last; n++) {
            int number = n;
            room.send(by, "m" + n, () -> producer.send(topic, number, number));
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
            room.append(writer, record.partition(), record.timestamp(), TimelineEntry.of(record.offset(), message));
        }
    }
}
