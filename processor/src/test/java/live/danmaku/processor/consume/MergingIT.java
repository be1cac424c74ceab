package live.danmaku.processor.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.mysql.MySqlGiftLedger;
import live.danmaku.db.mysql.MySqlLink;
import live.danmaku.db.mysql.MySqlSettings;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.GiftTotal;
import live.danmaku.processor.gift.GiftMessages;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Few messages, and the right totals whatever happens between them. */
class MergingIT {

    private static final KafkaSettings KAFKA = new KafkaSettings(TestEngines.kafka(), 4, (short) -1);
    private static final EmbeddedMySql MYSQL = TestEngines.ownMySql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.address(), MYSQL.user(), MYSQL.password(), 4));
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RoomId room = new RoomId("r" + UUID.randomUUID());
    private final Topic topic = Topic.room(room);
    private final String group = "processor-" + UUID.randomUUID();
    private final EmbeddedRedis redis = TestEngines.ownRedis();
    private final MySqlGiftLedger ledger = new MySqlGiftLedger(LINK, Clock.systemUTC());
    private final MessageProducer producer = new MessageProducer(KAFKA);
    private final ShownMessages shown = new ShownMessages(redis.address());
    private final long start = System.currentTimeMillis();

    @BeforeAll
    static void createTopics() {
        try (KafkaCluster cluster = new KafkaCluster(KAFKA)) {
            await().atMost(SOON).until(cluster::isReachable);
        }
    }

    @AfterEach
    void close() {
        shown.close();
        producer.close();
        redis.close();
    }

    @AfterAll
    static void stopMySql() {
        LINK.close();
        MYSQL.close();
    }

    @Test
    void combo_processorDiesInTheMiddle_endsWithTheTotalThatWasPaid() throws Exception {
        RunningProcessor first = start();
        producer.send(taps(0, 30));
        await().atMost(SOON).until(() -> first.count("danmaku.messages.merged") > 0);
        first.kill();
        producer.send(taps(30, 60));

        try (RunningProcessor successor = start()) {
            awaitFinal(60);

            List<JsonNode> messages = shown.of(topic, MessageType.GIFT);
            assertThat(messages.get(0).get("id").stringValue()).isEqualTo(id(0));
            assertThat(messages.get(0).get("body")).hasToString("{\"gift\":\"rose\",\"count\":1,\"value\":1}");
            assertThat(sum(messages, "count")).isEqualTo(60);
            assertThat(sum(messages, "value")).isEqualTo(60).isEqualTo(paid());
            assertThat(messages).hasSizeLessThan(15);
            assertThat(successor.count("danmaku.messages.duplicates")).isPositive();
        }
    }

    @Test
    void combo_processorDiesAfterTheLastTap_anotherEndsIt() throws Exception {
        RunningProcessor first = start();
        producer.send(taps(0, 10));
        await().atMost(SOON)
                .until(() -> first.count("danmaku.messages.merged") + first.count("danmaku.messages.appended") >= 10);
        first.kill();
        assertThat(shown.of(topic, MessageType.GIFT)).noneMatch(MergingIT::isFinal);

        try (RunningProcessor bystander = new RunningProcessor(KAFKA, redis.address(), "other-" + group, ledger)) {
            awaitFinal(10);
            assertThat(bystander.count("danmaku.merge.failures")).isZero();
        }
        assertThat(sum(shown.of(topic, MessageType.GIFT), "count")).isEqualTo(10);
    }

    @Test
    void likes_manyAndRepeated_areFewMessagesWithTheRightTotal() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(likes(0, 1_000));
            producer.send(likes(0, 1_000));
            producer.send(likes(1_000, 2_000));

            awaitLikes(2_000);
            assertThat(processor.count("danmaku.messages.duplicates")).isGreaterThanOrEqualTo(1_000);
        }
        assertThat(shown.of(topic, MessageType.LIKE)).hasSizeLessThan(15);
        assertThat(shown.gapsMs(topic, MessageType.LIKE)).allMatch(gap -> gap >= 900);

        try (RunningProcessor successor = start()) {
            producer.send(likes(2_000, 2_001));
            awaitLikes(2_001);
            assertThat(successor.count("danmaku.messages.duplicates"))
                    .as("the last minute was read again before it")
                    .isGreaterThanOrEqualTo(3_000);
        }
    }

    @Test
    void likes_timelineLost_areCountedAgainFromKafka() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(likes(0, 500));
            awaitLikes(500);
            loseTopic();

            producer.send(likes(500, 501));

            awaitLikes(501);
            assertThat(processor.count("danmaku.append.rewinds")).isPositive();
        }
    }

    @Test
    void status_updatedAllTheTime_isShownOnceInTwoSecondsAndEndsWithTheLastValue() throws Exception {
        try (RunningProcessor processor = start()) {
            int[] score = {0};
            await().atMost(SOON).until(() -> {
                producer.send(status(++score[0]));
                return shown.of(topic, MessageType.STATUS).size() >= 3;
            });
            producer.send(status(++score[0]));

            await().atMost(SOON).until(() -> lastScore() == score[0]);
            assertThat(score[0]).isGreaterThan(10);
            assertThat(shown.gapsMs(topic, MessageType.STATUS)).allMatch(gap -> gap >= 1_900);
            assertThat(processor.count("danmaku.messages.merged")).isPositive();
        }
    }

    private RunningProcessor start() {
        return new RunningProcessor(KAFKA, redis.address(), group, ledger);
    }

    private String id(int number) {
        return "g" + number + "-" + room;
    }

    /** Roses that ann gives, twenty a second. */
    private AcceptedMessage[] taps(int first, int end) {
        Sender ann = new Sender(new UserId("ann"), "ann");
        return IntStream.range(first, end)
                .mapToObj(n -> GiftMessages.of(
                        new GiftPurchase(new MessageId(id(n)), room, ann, "rose", 1, 1, start - 5_000 + 50L * n)))
                .toArray(AcceptedMessage[]::new);
    }

    private AcceptedMessage[] likes(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(n -> message("l" + n, MessageType.LIKE, start + n, "{\"count\":1}"))
                .toArray(AcceptedMessage[]::new);
    }

    private AcceptedMessage status(int score) {
        String body = "{\"key\":\"pk\",\"value\":%d}".formatted(score);
        return message("s" + score, MessageType.STATUS, System.currentTimeMillis(), body);
    }

    private AcceptedMessage message(String id, MessageType type, long sentAt, String body) {
        String json = """
                {"id":"%s","type":"%s","room":"%s","from":{"uid":"ann","name":"Ann"},"sentAt":%d,"at":1000,"body":%s}""".formatted(id, type.wireName(), room, sentAt, body);
        return new AcceptedMessage(
                topic, new MessageId(id), type, start - 60_000, System.currentTimeMillis(), json.getBytes(UTF_8));
    }

    private void awaitFinal(long total) {
        await().atMost(SOON).untilAsserted(() -> {
            List<JsonNode> messages = shown.of(topic, MessageType.GIFT);
            assertThat(messages).isNotEmpty();
            JsonNode last = messages.get(messages.size() - 1);
            assertThat(isFinal(last)).isTrue();
            assertThat(last.get("body").get("combo").longValue()).isEqualTo(total);
        });
    }

    private static boolean isFinal(JsonNode message) {
        return message.get("body").path("final").asBoolean(false);
    }

    private void awaitLikes(long total) {
        await().atMost(SOON).untilAsserted(() -> {
            List<JsonNode> messages = shown.of(topic, MessageType.LIKE);
            assertThat(messages).isNotEmpty();
            assertThat(messages.get(messages.size() - 1)
                            .get("body")
                            .get("total")
                            .longValue())
                    .isEqualTo(total);
            assertThat(sum(messages, "count")).isEqualTo(total);
        });
    }

    private long lastScore() {
        List<JsonNode> messages = shown.of(topic, MessageType.STATUS);
        return messages.get(messages.size() - 1).get("body").get("value").longValue();
    }

    private static long sum(List<JsonNode> messages, String field) {
        return messages.stream()
                .mapToLong(message -> message.get("body").get(field).longValue())
                .sum();
    }

    private long paid() {
        List<GiftTotal> ranking =
                new ArrayList<>(ledger.ranking(room, 10).toCompletableFuture().join());
        return ranking.stream().mapToLong(GiftTotal::value).sum();
    }

    private void loseTopic() {
        try (RedisClient client = RedisClient.create(redis.address())) {
            RedisCommands<String, String> commands = client.connect().sync();
            commands.del(commands.keys("{" + topic.name() + "}*").toArray(String[]::new));
        }
    }
}
