package live.danmaku.processor.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Route;
import live.danmaku.model.gift.InMemoryGiftLedger;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.processor.handover.EndOffsets;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A flow moves to many partitions and back, five times within seconds, while its appends are slow and the partitions are
 * read by two processors. Some senders wait for each ack, as clients wait for their 202; many others make a queue.
 */
class HandoverIT {

    private static final KafkaSettings KAFKA = new KafkaSettings(TestEngines.kafka(), 12, (short) -1);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration WAY = Duration.ofMillis(20);
    private static final int MOVES = 5;
    private static final int IN_THE_QUEUE = 400;
    private static final int SENDERS = 20;

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private final String group = "handover-" + UUID.randomUUID();
    private final MessageProducer producer = new MessageProducer(KAFKA);
    private int sent;

    @BeforeAll
    static void createTopics() {
        try (KafkaCluster cluster = new KafkaCluster(KAFKA)) {
            await().atMost(SOON).until(cluster::isReachable);
        }
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void moves_ofAFlowThatIsBehind_keepEverySendersOrder() throws Exception {
        Map<String, List<Integer>> seen = run(ends -> ends);

        assertThat(seen).hasSize(SENDERS);
        seen.forEach((sender, numbers) -> assertThat(numbers).as(sender).isSorted());
    }

    @Test
    void plantedMistake_nobodyWaitsForTheOtherPartition_isSeen() throws Exception {
        Map<String, List<Integer>> seen =
                run(ends -> partitions -> ends.of(partitions).thenApply(found -> {
                    Map<Integer, Long> mistaken = new HashMap<>();
                    found.keySet().forEach(partition -> mistaken.put(partition, 0L));
                    return mistaken;
                }));

        assertThat(seen.values())
                .anySatisfy(numbers -> assertThat(numbers)
                        .isNotEqualTo(numbers.stream().sorted().toList()));
    }

    /** What each of the senders who wait sent, as readers see it. */
    private Map<String, List<Integer>> run(UnaryOperator<EndOffsets> mistaken) throws Exception {
        try (RunningProcessor one = start(mistaken);
                RunningProcessor other = start(mistaken)) {
            Route route = Route.HOME;
            for (int move = 0; move <= MOVES; move++) {
                for (int i = 0; i < IN_THE_QUEUE; i++) {
                    producer.send(message("filler" + i % 50), route);
                }
                for (int i = 0; i < SENDERS; i++) {
                    producer.send(message("sender" + i), route).get(20, TimeUnit.SECONDS);
                }
                route = new Route(!route.spread(), System.currentTimeMillis());
                for (int i = 0; i < SENDERS; i++) {
                    producer.send(message("sender" + i), route).get(20, TimeUnit.SECONDS);
                }
            }
            try (RedisLink link = new RedisLink(TestEngines.redis(), Duration.ofSeconds(5))) {
                RedisTimeline timeline = new RedisTimeline(link, TimelineLimits.DEFAULT);
                List<String> ids = new ArrayList<>();
                await().atMost(SOON).until(() -> {
                    ids.clear();
                    ids.addAll(readAll(timeline));
                    return ids.size() == sent;
                });
                return bySender(ids);
            }
        }
    }

    private RunningProcessor start(UnaryOperator<EndOffsets> mistaken) {
        return new RunningProcessor(
                KAFKA,
                TestEngines.redis(),
                group,
                new InMemoryGiftLedger(),
                Duration.ofSeconds(60),
                new InMemoryRooms(),
                timeline -> new SlowTimeline(timeline, WAY),
                mistaken);
    }

    private AcceptedMessage message(String uid) {
        String id = uid + "-" + sent++;
        byte[] payload = "{\"id\":\"%s\",\"type\":\"comment\"}".formatted(id).getBytes(UTF_8);
        return new AcceptedMessage(
                        topic,
                        new MessageId(id),
                        MessageType.COMMENT,
                        producer.streamStart(),
                        System.currentTimeMillis(),
                        payload)
                .from(new UserId(uid));
    }

    private List<String> readAll(RedisTimeline timeline) throws Exception {
        List<String> ids = new ArrayList<>();
        ReadFrom from = new ReadFrom.After(Cursor.ORIGIN);
        while (true) {
            CompletableFuture<ReadResult> answer = timeline.read(
                            new ReadRequest(topic, from, EnumSet.of(MessageType.COMMENT), 500))
                    .toCompletableFuture();
            ReadResult.Page page = (ReadResult.Page) answer.get(10, TimeUnit.SECONDS);
            if (page.messages().isEmpty()) {
                return ids;
            }
            ids.addAll(Appends.ids(page.messages()));
            from = new ReadFrom.After(page.cursor());
        }
    }

    private static Map<String, List<Integer>> bySender(List<String> ids) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (String id : ids) {
            String[] parts = id.split("-");
            if (parts[0].startsWith("sender")) {
                numbers.computeIfAbsent(parts[0], sender -> new ArrayList<>()).add(Integer.parseInt(parts[1]));
            }
        }
        return numbers;
    }
}
