package live.danmaku.processor.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisPresence;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.InMemoryGiftLedger;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.processor.gift.GiftMessages;
import live.danmaku.testkit.ForgetfulRedis;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a Redis lost comes back, all of it, and little else is read again. */
class LossIT {

    private static final KafkaSettings KAFKA = new KafkaSettings(TestEngines.kafka(), 4, (short) -1);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration REACH = Duration.ofSeconds(5);

    private final RoomId room = new RoomId("r" + UUID.randomUUID());
    private final Topic topic = Topic.room(room);
    private final String group = "processor-" + UUID.randomUUID();
    private final ForgetfulRedis redis = new ForgetfulRedis();
    private final RedisKeys keys = new RedisKeys(redis.address());
    private final MessageProducer producer = new MessageProducer(KAFKA);
    private final InMemoryGiftLedger ledger = new InMemoryGiftLedger();

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
    void oneRoomLosesASuffixAndAYoungerOneAll_bothComeBack() throws Exception {
        Topic younger = Topic.room(new RoomId("r" + UUID.randomUUID()));
        try (RunningProcessor processor = start(MINUTE)) {
            producer.send(topic, 1, 5);
            awaitIds(topic, numbers(1, 5));
            Map<byte[], byte[]> kept = keys.dump(topic);
            producer.send(topic, 6, 10);
            awaitIds(topic, numbers(1, 10));
            awaitAge(Duration.ofSeconds(3));
            try (MessageProducer later = new MessageProducer(KAFKA)) {
                later.send(younger, 1, 1);
                awaitIds(younger, numbers(1, 1));

                keys.restore(topic, kept);
                keys.delete(younger);
                later.send(younger, 2, 2);

                awaitIds(younger, numbers(1, 2));
                producer.send(topic, 11, 11);
                awaitIds(topic, numbers(1, 11));
                assertThat(processor.count("danmaku.append.rewinds")).isPositive();
            }
        }
    }

    @Test
    void aUserTopicIsLost_noMoreThanTheLastMomentsAreReadAgain() throws Exception {
        Topic user = Topic.user(new UserId("u" + UUID.randomUUID()));
        Topic busy = Topic.room(new RoomId("r" + UUID.randomUUID()));
        try (RunningProcessor processor = start(REACH)) {
            producer.send(busy, 1, 3_000);
            awaitCount(busy, 3_000);
            awaitAge(REACH.multipliedBy(3));
            producer.send(push(user, "p1"));
            awaitIds(user, List.of("p1"));
            double duplicates = processor.count("danmaku.messages.duplicates");

            keys.delete(user);
            producer.send(push(user, "p2"));

            awaitIds(user, List.of("p1", "p2"));
            assertThat(processor.count("danmaku.messages.duplicates") - duplicates)
                    .as("records read again")
                    .isLessThan(100);
        }
    }

    @Test
    void commentAndGiftAreLost_bothComeBackThoughTheLossIsNoticedLate() throws Exception {
        try (RunningProcessor processor = start(REACH)) {
            producer.send(topic, 1, 1);
            producer.send(GiftMessages.of(GiftMessages.roses(room, "g1-" + room, "ann", 1)));
            awaitIds(topic, numbers(1, 1));
            awaitGifts("g1-" + room);
            Map<byte[], byte[]> kept = keys.dump(topic);
            producer.send(topic, 2, 2);
            producer.send(GiftMessages.of(GiftMessages.roses(room, "g2-" + room, "bob", 1)));
            awaitIds(topic, numbers(1, 2));
            awaitGifts("g1-" + room, "g2-" + room);

            keys.restore(topic, kept);
            awaitAge(REACH.multipliedBy(2));
            producer.send(topic, 3, 3);

            awaitIds(topic, numbers(1, 3));
            awaitGifts("g1-" + room, "g2-" + room);
            assertThat(processor.count("danmaku.rewinds")).isPositive();
        }
    }

    @Test
    void redisLosesASuffixAndNothingIsSentAfterIt_everyTopicGetsItBack() throws Exception {
        List<Topic> topics = IntStream.range(0, 100)
                .mapToObj(n -> Topic.room(new RoomId("r" + n + "-" + room)))
                .toList();
        try (RunningProcessor processor = start(MINUTE)) {
            for (Topic each : topics) {
                producer.send(each, 1, 1);
            }
            producer.send(GiftMessages.of(GiftMessages.roses(room, "g1-" + room, "ann", 1)));
            awaitAll(topics, numbers(1, 1));
            awaitGifts("g1-" + room);
            redis.mark();
            for (Topic each : topics) {
                producer.send(each, 2, 3);
            }
            producer.send(GiftMessages.of(GiftMessages.roses(room, "g2-" + room, "bob", 1)));
            awaitAll(topics, numbers(1, 3));
            awaitGifts("g1-" + room, "g2-" + room);

            redis.lose();

            awaitAll(topics, numbers(1, 3));
            awaitGifts("g1-" + room, "g2-" + room);
            assertThat(processor.count("danmaku.rewinds")).isPositive();
        }
    }

    @Test
    void enteringAndLeavingAreLost_theRoomHasTheViewersItWasShown() throws Exception {
        Sender ann = new Sender(new UserId("ann"), "Ann");
        Sender bob = new Sender(new UserId("bob"), "Bob");
        try (RunningProcessor processor = start(MINUTE);
                RedisLink link = new RedisLink(redis.address(), Duration.ofSeconds(1))) {
            RedisPresence presence = new RedisPresence(link);
            send(presence.enter(room, bob));
            awaitMembers(1);
            redis.mark();
            send(presence.leave(room, bob.uid()));
            send(presence.enter(room, ann));
            awaitMembers(3);

            redis.lose();

            awaitMembers(3);
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(get(presence.list(room, 0, 10))).containsExactly(ann));
            assertThat(get(presence.leave(room, ann.uid()))).isPresent();
            assertThat(processor.count("danmaku.rewinds")).isPositive();
        }
    }

    /** Shows a change as a front end does. */
    private void send(CompletionStage<Optional<PresenceChange>> changed) throws Exception {
        PresenceChange change = get(changed).orElseThrow();
        long now = System.currentTimeMillis();
        byte[] payload = """
                {"id":"%s","type":"member","room":"%s","from":{"uid":"%s","name":"%s"},"body":{"event":"%s"}}""".formatted(
                        change.id(),
                        room,
                        change.viewer().uid(),
                        change.viewer().name(),
                        change.entered() ? "enter" : "leave")
                .getBytes(UTF_8);
        producer.send(new AcceptedMessage(topic, change.id(), MessageType.MEMBER, now, now, payload));
    }

    private void awaitMembers(int count) {
        try (ShownMessages shown = new ShownMessages(redis.address())) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(shown.of(topic, MessageType.MEMBER)).hasSize(count));
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void redisLosesWhatAProcessorAppendedThatIsGone_itsSuccessorBringsItBack() throws Exception {
        try (RunningProcessor first = start(MINUTE)) {
            producer.send(topic, 1, 10);
            awaitIds(topic, numbers(1, 10));
            redis.mark();
            producer.send(topic, 11, 20);
            awaitIds(topic, numbers(1, 20));
            assertThat(first.count("danmaku.messages.appended")).isGreaterThanOrEqualTo(20);
        }
        try (RunningProcessor successor = start(MINUTE)) {
            await().atMost(SOON).until(() -> successor.count("danmaku.messages.duplicates") >= 20);

            redis.lose();

            awaitIds(topic, numbers(1, 20));
        }
    }

    private RunningProcessor start(Duration reach) {
        return new RunningProcessor(KAFKA, redis.address(), group, ledger, reach);
    }

    private AcceptedMessage push(Topic user, String id) {
        byte[] payload = "{\"id\":\"%s\",\"type\":\"system\"}".formatted(id).getBytes(UTF_8);
        long now = System.currentTimeMillis();
        return new AcceptedMessage(user, new MessageId(id), MessageType.SYSTEM, now, now, payload);
    }

    /** Waits for time itself: what was done so far is then so old. */
    private static void awaitAge(Duration age) {
        long done = System.nanoTime() + age.toNanos();
        await().atMost(age.plusSeconds(10)).until(() -> System.nanoTime() - done > 0);
    }

    private void awaitIds(Topic topic, List<String> expected) {
        try (ShownMessages shown = new ShownMessages(redis.address())) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(idsOf(shown, topic)).containsExactlyInAnyOrderElementsOf(expected));
        }
    }

    private void awaitAll(List<Topic> topics, List<String> expected) {
        try (ShownMessages shown = new ShownMessages(redis.address())) {
            for (Topic each : topics) {
                await().atMost(SOON)
                        .ignoreExceptions()
                        .untilAsserted(
                                () -> assertThat(idsOf(shown, each)).containsExactlyInAnyOrderElementsOf(expected));
            }
        }
    }

    private void awaitCount(Topic topic, long messages) {
        String key = "{" + topic.name() + "}:comment";
        List<Long> count = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            keys.use(commands -> count.add(commands.zcard(key.getBytes(UTF_8))));
            return count.get(count.size() - 1) == messages;
        });
    }

    /** That these gifts were shown; a final message of a combo may be among them. */
    private void awaitGifts(String... ids) {
        try (ShownMessages shown = new ShownMessages(redis.address())) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(shown.of(topic, MessageType.GIFT).stream()
                                    .map(message -> message.get("id").stringValue()))
                            .contains(ids)
                            .doesNotHaveDuplicates());
        }
    }

    private static List<String> idsOf(ShownMessages shown, Topic topic) {
        return Stream.of(MessageType.COMMENT, MessageType.SYSTEM)
                .flatMap(type -> shown.of(topic, type).stream())
                .map(message -> message.get("id").stringValue())
                .toList();
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "m" + n).toList();
    }
}
