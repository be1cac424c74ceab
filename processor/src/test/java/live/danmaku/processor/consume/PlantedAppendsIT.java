package live.danmaku.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.db.redis.PlantedMistakes;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.testkit.TestEngines;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.check.Wrong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The judge of histories sees what is wrong with appends that give a place as one should not, and finds nothing wrong with
 * the real one.
 */
class PlantedAppendsIT {

    private static final RedisLink REDIS = new RedisLink(TestEngines.redis(), Duration.ofSeconds(10));
    private static final int WRITERS = 8;
    private static final int READERS = 3;
    private static final int MESSAGES_EACH = 500;

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private final RedisTimeline timeline = new RedisTimeline(REDIS, TimelineLimits.DEFAULT);
    private final RecordedRoom room = new RecordedRoom(topic, timeline);

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
        Verdict verdict = writtenAtOnce(timeline);

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.all().visible()).isEqualTo(WRITERS * MESSAGES_EACH);
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
            room.send(uid, id, () -> room.append(writer, partition, System.currentTimeMillis(), comment));
        }
        return null;
    }
}
