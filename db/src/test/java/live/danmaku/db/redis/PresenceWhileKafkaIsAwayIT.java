package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaMemberNews;
import live.danmaku.db.kafka.KafkaMessagePublisher;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.MessageComposer;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.kafka.PrioritySettings;
import live.danmaku.embedded.EmbeddedKafka;
import live.danmaku.embedded.LoopbackPort;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.gear.InMemoryGears;
import live.danmaku.model.ops.InMemorySwitches;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.PresenceNews;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.SomeRooms;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who enters and leaves while Kafka is away is told once it is back. */
class PresenceWhileKafkaIsAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration TELL_WITHIN = Duration.ofSeconds(2);
    private static final Sender ANN = new Sender(new UserId("ann"), "Ann");
    private static final Sender BOB = new Sender(new UserId("bob"), "Bob");

    private final Room room = SomeRooms.live("r" + UUID.randomUUID());
    private final int port = LoopbackPort.free();
    private final int controllerPort = LoopbackPort.free();
    private final RedisPresence presence = new RedisPresence(SharedRedis.LINK, TELL_WITHIN);
    private final SwitchWatch switches = new SwitchWatch(new InMemorySwitches(Clock.systemUTC()));

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private KafkaCluster cluster;
    private KafkaMessagePublisher publisher;
    private PresenceNews news;

    @BeforeEach
    void start() throws InterruptedException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        kafka = EmbeddedKafka.start(folder, port, controllerPort);
        KafkaSettings settings = new KafkaSettings(kafka.address(), 3, (short) 1);
        cluster = new KafkaCluster(settings);
        publisher = new KafkaMessagePublisher(
                settings, cluster, new GearWatch(new InMemoryGears(Clock.systemUTC())), registry);
        publisher.start();
        news = new PresenceNews(
                presence,
                new KafkaMemberNews(
                        new MessageComposer(new JsonMapper(), PrioritySettings.DEFAULT),
                        publisher,
                        switches,
                        Clock.systemUTC(),
                        registry));
    }

    @AfterEach
    void stop() {
        switches.close();
        publisher.close();
        cluster.close();
        kafka.close();
    }

    @Test
    void enterAndLeave_whileKafkaIsAway_areToldWhenItIsBack() {
        enter(ANN);
        kafka.close();
        await().atMost(PATIENCE).until(() -> !cluster.isReachable());
        enter(BOB);
        get(presence.leave(room.id(), ANN.uid())).ifPresent(this::tell);

        kafka = EmbeddedKafka.start(folder, port, controllerPort);
        await().atMost(PATIENCE).until(() -> {
            List<PresenceChange> untold = get(presence.expire(room.id(), 600_000, 100));
            untold.forEach(this::tell);
            return told().size() == 3;
        });

        assertThat(told()).containsExactlyInAnyOrder("ann enter", "ann leave", "bob enter");
        await().during(TELL_WITHIN.multipliedBy(2))
                .atMost(PATIENCE)
                .until(() -> get(presence.expire(room.id(), 600_000, 100)).isEmpty());
    }

    private void enter(Sender viewer) {
        get(presence.enter(room.id(), viewer)).ifPresent(this::tell);
    }

    private void tell(PresenceChange change) {
        get(news.tell(room, change).exceptionally(failure -> null));
    }

    /** What the room's records tell; a record that was repeated, with its id, once. */
    private List<String> told() {
        Map<String, String> told = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.address()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = new ArrayList<>();
            consumer.partitionsFor(MessageRecords.TOPIC)
                    .forEach(one -> all.add(new TopicPartition(one.topic(), one.partition())));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    String text = new String(record.value(), StandardCharsets.UTF_8);
                    if (text.contains(room.id().value())) {
                        JsonNode message = JsonMapper.shared().readTree(text);
                        told.put(
                                message.path("id").asString(),
                                message.path("from").path("uid").asString() + " "
                                        + message.path("body").path("event").asString());
                    }
                });
            }
        }
        return List.copyOf(told.values());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
