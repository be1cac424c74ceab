package live.danmaku.processor.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RestoreArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gift.InMemoryGiftLedger;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.testkit.TestEngines;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProcessorIT {

    private static final KafkaSettings KAFKA = new KafkaSettings(TestEngines.kafka(), 4, (short) -1);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private final String group = "processor-" + UUID.randomUUID();
    private final EmbeddedRedis redis = TestEngines.ownRedis();
    private final MessageProducer producer = new MessageProducer(KAFKA);

    @BeforeAll
    static void createTopics() {
        try (KafkaCluster cluster = new KafkaCluster(KAFKA)) {
            await().atMost(SOON).until(cluster::isReachable);
        }
    }

    @AfterEach
    void close() {
        producer.close();
        redis.close();
    }

    @Test
    void messages_areAppendedOnceInTheOrderTheyWereSent() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 3_000);

            awaitIds(numbers(1, 3_000));
            assertThat(processor.count("danmaku.messages.appended")).isGreaterThanOrEqualTo(3_000);
        }
    }

    @Test
    void unreadableRecord_isParkedWithItsReasonAndTheRestGoesOn() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 10);
            String poison = "poison-" + UUID.randomUUID();
            producer.sendUnreadable(topic, poison);
            producer.send(topic, 11, 20);

            awaitIds(numbers(1, 20));
            await().atMost(SOON).until(() -> processor.count("danmaku.messages.parked") >= 1);
            ConsumerRecord<byte[], byte[]> letter = awaitDeadLetter(poison);
            assertThat(letter.headers().lastHeader("reason").value())
                    .asString(UTF_8)
                    .isEqualTo("unreadable");
            assertThat(letter.key()).asString(UTF_8).isEqualTo(topic.name());
        }
    }

    @Test
    void redisAway_recordsWaitAndNothingIsLostOrDoubled() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 100);
            awaitIds(numbers(1, 100));

            redis.kill();
            producer.send(topic, 101, 3_000);
            await().atMost(SOON).until(() -> processor.count("danmaku.append.failures") > 0);
            redis.restart();

            awaitIds(numbers(1, 3_000));
        }
    }

    @Test
    void redisHangs_recordsWaitAndNothingIsLostOrDoubled() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 100);
            awaitIds(numbers(1, 100));

            redis.pause();
            producer.send(topic, 101, 1_000);
            // An append that timed out may have been done all the same, so this repeats some.
            await().atMost(SOON).until(() -> processor.count("danmaku.append.failures") > 0);
            redis.resume();

            awaitIds(numbers(1, 1_000));
        }
    }

    @Test
    void processorStopsAndAnotherTakesOver_repeatsAreHarmless() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 500);
            awaitIds(numbers(1, 500));
        }
        producer.send(topic, 501, 600);

        try (RunningProcessor successor = start()) {
            awaitIds(numbers(1, 600));
            assertThat(successor.count("danmaku.messages.duplicates"))
                    .as("the last minute is read again")
                    .isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void redisLosesASuffix_itIsAppendedAgainAndReadersMissNothing() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 200);
            awaitIds(numbers(1, 200));
            Map<byte[], byte[]> kept = dump();
            Cursor readerOfThePrefix = page(new ReadFrom.Newest()).cursor();
            producer.send(topic, 201, 400);
            awaitIds(numbers(1, 400));
            Cursor readerOfTheSuffix = page(new ReadFrom.Newest()).cursor();

            restore(kept);
            producer.send(topic, 401, 401);

            awaitIds(numbers(1, 401));
            assertThat(processor.count("danmaku.append.rewinds")).isPositive();
            assertThat(idsAfter(readerOfThePrefix)).containsExactlyElementsOf(numbers(201, 401));
            assertThat(idsAfter(readerOfTheSuffix))
                    .as("what was there again comes above every place given before")
                    .contains("m401");
        }
    }

    @Test
    void redisLosesAWholeTimeline_itIsRebuiltFromKafka() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 300);
            awaitIds(numbers(1, 300));

            withRedis(commands -> commands.del(commands.keys(keyPattern()).toArray(byte[][]::new)));
            producer.send(topic, 301, 301);

            awaitIds(numbers(1, 301));
        }
    }

    @Test
    void redisEmptiedWhileNoProcessorRuns_everythingIsRebuiltFromKafka() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 300);
            awaitIds(numbers(1, 300));
        }
        withRedis(commands -> commands.flushall());

        try (RunningProcessor successor = start()) {
            awaitIds(numbers(1, 300));
        }
    }

    @Test
    void deletedMessage_staysDeletedWhenTheRecordsAreReadAgainAndWhenTheTimelineIsRebuilt() throws Exception {
        List<String> withoutTheSecond = List.of("m1", "m3", "d2");
        try (RunningProcessor processor = start()) {
            producer.send(topic, 1, 3);
            awaitIds(numbers(1, 3));
            producer.sendDeletion(topic, 2);
            awaitIds(withoutTheSecond);
        }
        try (RunningProcessor successor = start()) {
            await().atMost(SOON).until(() -> successor.count("danmaku.messages.duplicates") >= 4);
            // Other topics' records count as duplicates, too; after the fourth message, these three have been read
            // again.
            producer.send(topic, 4, 4);
            awaitIds(List.of("m1", "m3", "d2", "m4"));

            withRedis(commands -> commands.del(commands.keys(keyPattern()).toArray(byte[][]::new)));
            producer.send(topic, 5, 5);

            // Types do not wait for one another, so the notice may come in between.
            await().atMost(SOON)
                    .until(
                            () -> idsAfter(Cursor.ORIGIN),
                            ids -> Set.copyOf(ids).equals(Set.of("m1", "m3", "d2", "m4", "m5")));
        }
    }

    private RunningProcessor start() {
        return new RunningProcessor(KAFKA, redis.address(), group, new InMemoryGiftLedger());
    }

    private void awaitIds(List<String> expected) {
        try (RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(5))) {
            RedisTimeline timeline = new RedisTimeline(link, TimelineLimits.DEFAULT);
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(readAll(timeline, new ReadFrom.Start())).containsExactlyElementsOf(expected));
        }
    }

    private List<String> idsAfter(Cursor cursor) throws Exception {
        try (RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(5))) {
            return readAll(new RedisTimeline(link, TimelineLimits.DEFAULT), new ReadFrom.After(cursor));
        }
    }

    private ReadResult.Page page(ReadFrom from) throws Exception {
        try (RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(5))) {
            return page(new RedisTimeline(link, TimelineLimits.DEFAULT), from);
        }
    }

    private List<String> readAll(RedisTimeline timeline, ReadFrom from) throws Exception {
        ReadResult.Page page = page(timeline, from);
        List<String> ids = new ArrayList<>(Appends.ids(page.messages()));
        while (page.more()) {
            page = page(timeline, new ReadFrom.After(page.cursor()));
            ids.addAll(Appends.ids(page.messages()));
        }
        return ids;
    }

    private ReadResult.Page page(RedisTimeline timeline, ReadFrom from) throws Exception {
        ReadRequest request = new ReadRequest(topic, from, EnumSet.allOf(MessageType.class), 500);
        return (ReadResult.Page) timeline.read(request).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private String keyPattern() {
        return "{" + topic.name() + "}*";
    }

    /** The topic's keys as they are now: what a replica has that gets nothing more. */
    private Map<byte[], byte[]> dump() {
        Map<byte[], byte[]> kept = new HashMap<>();
        withRedis(commands -> commands.keys(keyPattern()).forEach(key -> kept.put(key, commands.dump(key))));
        return kept;
    }

    private void restore(Map<byte[], byte[]> kept) {
        withRedis(commands -> {
            commands.del(commands.keys(keyPattern()).toArray(byte[][]::new));
            kept.forEach((key, value) -> commands.restore(key, value, RestoreArgs.Builder.ttl(0)));
        });
    }

    private void withRedis(Consumer<RedisCommands<byte[], byte[]>> use) {
        try (RedisClient client = RedisClient.create(redis.address())) {
            use.accept(client.connect(ByteArrayCodec.INSTANCE).sync());
        }
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "m" + n).toList();
    }

    private static ConsumerRecord<byte[], byte[]> awaitDeadLetter(String text) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KAFKA.clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(MessageRecords.DEAD_LETTERS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (new String(record.value(), UTF_8).equals(text)) {
                        letters.add(record);
                    }
                });
                return !letters.isEmpty();
            });
            return letters.get(0);
        }
    }
}
