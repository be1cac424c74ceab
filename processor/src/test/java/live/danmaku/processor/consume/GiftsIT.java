package live.danmaku.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.mysql.MySqlGiftLedger;
import live.danmaku.db.mysql.MySqlLink;
import live.danmaku.db.mysql.MySqlSettings;
import live.danmaku.db.redis.RedisGiftNotes;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftNote;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.GiftTotal;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.processor.gift.GiftMessages;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exactly one ledger row and one message a gift, whatever happens between them. */
class GiftsIT {

    private static final KafkaSettings KAFKA = new KafkaSettings(TestEngines.kafka(), 4, (short) -1);
    private static final EmbeddedMySql MYSQL = TestEngines.ownMySql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.address(), MYSQL.user(), MYSQL.password(), 4));
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RoomId room = new RoomId("r" + UUID.randomUUID());
    private final String group = "processor-" + UUID.randomUUID();
    private final EmbeddedRedis redis = TestEngines.ownRedis();
    private final MySqlGiftLedger ledger = new MySqlGiftLedger(LINK, Clock.systemUTC());
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

    @AfterAll
    static void stopMySql() {
        LINK.close();
        MYSQL.close();
    }

    @Test
    void gifts_submittedTwiceAndDeliveredAgain_areOneRowAndOneMessageEach() throws Exception {
        List<GiftPurchase> gifts = gifts(300);
        try (RunningProcessor processor = start()) {
            producer.send(messages(gifts));
            producer.send(messages(gifts));

            awaitMessages(MessageType.GIFT, ids(gifts));
            assertThat(processor.count("danmaku.gifts.recorded")).isGreaterThanOrEqualTo(300);
        }

        producer.send(GiftMessages.of(gift("last", "bob", 1)));
        try (RunningProcessor successor = start()) {
            List<String> all = new ArrayList<>(ids(gifts));
            all.add(id("last"));
            awaitMessages(MessageType.GIFT, all);
            assertThat(successor.count("danmaku.messages.duplicates"))
                    .as("the last minute was read again before it")
                    .isGreaterThanOrEqualTo(600);
        }
        assertThat(paid()).isEqualTo(301);
    }

    @Test
    void processorEndsBetweenLedgerAndAppend_anotherAppendsWithoutASecondRow() throws Exception {
        List<GiftPurchase> gifts = gifts(30);
        try (RunningProcessor processor = start()) {
            producer.send(GiftMessages.of(gift("first", "ann", 1)));
            awaitMessages(MessageType.GIFT, List.of(id("first")));

            redis.kill();
            producer.send(messages(gifts));
            await().atMost(SOON)
                    .until(() -> get(ledger.find(gifts.get(0).key())).isPresent());
            await().atMost(SOON).until(() -> processor.count("danmaku.append.failures") > 0);
        }
        redis.restart();
        assertThat(messages(MessageType.GIFT))
                .as("in the ledger, and not in the room")
                .containsExactly(id("first"));

        try (RunningProcessor successor = start()) {
            List<String> all = new ArrayList<>(List.of(id("first")));
            all.addAll(ids(gifts));
            awaitMessages(MessageType.GIFT, all);
        }
        assertThat(paid()).isEqualTo(31);
    }

    @Test
    void mySqlAway_giftsWaitWhileTheRoomsOtherMessagesGoOn() throws Exception {
        Topic topic = Topic.room(room);
        try (RunningProcessor processor = start()) {
            producer.send(GiftMessages.of(gift("before", "ann", 1)));
            awaitMessages(MessageType.GIFT, List.of(id("before")));
            MYSQL.kill();
            try {
                producer.send(GiftMessages.of(gift("during", "bob", 10)));
                // Far more than the processor lets be unfinished in a partition.
                producer.send(topic, 1, 5_000);

                awaitMessages(
                        MessageType.COMMENT,
                        IntStream.rangeClosed(1, 5_000).mapToObj(n -> "m" + n).toList());
                await().atMost(SOON).until(() -> processor.count("danmaku.gifts.ledger.failures") > 0);
                assertThat(messages(MessageType.GIFT)).containsExactly(id("before"));
            } finally {
                MYSQL.restart();
            }
            producer.send(GiftMessages.of(gift("after", "cid", 100)));

            awaitMessages(MessageType.GIFT, List.of(id("before"), id("during"), id("after")));
            assertThat(ranking()).containsExactly(total("cid", 100), total("bob", 10), total("ann", 1));
        }
    }

    @Test
    void idThatAnotherSenderTook_isAGiftOfItsOwnThatIsPaidAndShown() throws Exception {
        try (RunningProcessor processor = start();
                RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(5))) {
            GiftPurchase first = gift("g", "mallory", 1);
            GiftPurchase anns = gift("g", "ann", 1_000);
            producer.send(GiftMessages.of(first), GiftMessages.of(anns), GiftMessages.of(first), GiftMessages.of(anns));
            producer.send(GiftMessages.of(gift("next", "bob", 5)));

            awaitMessages(MessageType.GIFT, List.of(id("g"), id("g"), id("next")));
            assertThat(get(new RedisGiftNotes(link).find(new MessageId(id("g")))))
                    .as("refusals")
                    .isEmpty();
            assertThat(ranking()).containsExactly(total("ann", 1_000), total("bob", 5), total("mallory", 1));
        }
    }

    @Test
    void idOfAnotherGiftOfTheSender_isRefusedWithAReasonAndNeverShown() throws Exception {
        try (RunningProcessor processor = start();
                RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(5))) {
            producer.send(
                    GiftMessages.of(gift("g", "ann", 1)),
                    GiftMessages.of(gift("g", "ann", 1_000)),
                    GiftMessages.of(gift("next", "bob", 5)));

            awaitMessages(MessageType.GIFT, List.of(id("g"), id("next")));
            assertThat(processor.count("danmaku.gifts.rejected")).isPositive();
            Map<UserId, GiftNote> notes = get(new RedisGiftNotes(link).find(new MessageId(id("g"))));
            assertThat(notes).containsOnlyKeys(new UserId("ann"));
            assertThat(ranking()).containsExactly(total("bob", 5), total("ann", 1));
        }
    }

    @Test
    void unreadableGift_isParkedAndTheNextOnesGoOn() throws Exception {
        try (RunningProcessor processor = start()) {
            producer.send(
                    GiftMessages.of(gift("bad", "ann", 1), "{\"id\":\"bad\"}"),
                    GiftMessages.of(gift("good", "ann", 1)));

            awaitMessages(MessageType.GIFT, List.of(id("good")));
            assertThat(processor.count("danmaku.messages.parked")).isPositive();
        }
    }

    private RunningProcessor start() {
        return new RunningProcessor(KAFKA, redis.address(), group, ledger);
    }

    /** Ids are unique over all tests, as the ledger is one. */
    private String id(String name) {
        return name + "-" + room;
    }

    private GiftPurchase gift(String name, String uid, int count) {
        return GiftMessages.roses(room, id(name), uid, count);
    }

    /** Of a sender each, so that they are no combo. */
    private List<GiftPurchase> gifts(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> gift("g" + n, "user" + n, 1))
                .toList();
    }

    private static AcceptedMessage[] messages(List<GiftPurchase> gifts) {
        return gifts.stream().map(GiftMessages::of).toArray(AcceptedMessage[]::new);
    }

    private static List<String> ids(List<GiftPurchase> gifts) {
        return gifts.stream().map(gift -> gift.id().value()).toList();
    }

    private static GiftTotal total(String uid, long value) {
        return new GiftTotal(new Sender(new UserId(uid), uid), value);
    }

    private List<GiftTotal> ranking() {
        return get(ledger.ranking(room, 10));
    }

    private long paid() {
        return get(ledger.ranking(room, 500)).stream()
                .mapToLong(GiftTotal::value)
                .sum();
    }

    private void awaitMessages(MessageType type, List<String> expected) {
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(messages(type)).isEqualTo(expected));
    }

    private List<String> messages(MessageType type) {
        try (RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(5))) {
            RedisTimeline timeline = new RedisTimeline(link, TimelineLimits.DEFAULT);
            List<String> ids = new ArrayList<>();
            ReadFrom from = new ReadFrom.Start();
            while (true) {
                ReadRequest request = new ReadRequest(Topic.room(room), from, EnumSet.of(type), 500);
                ReadResult.Page page = (ReadResult.Page) get(timeline.read(request));
                ids.addAll(Appends.ids(page.messages()));
                if (!page.more()) {
                    return ids;
                }
                from = new ReadFrom.After(page.cursor());
            }
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
