package live.danmaku.db.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.gear.InMemoryGears;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.testkit.ThreeBrokers;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of three brokers is frozen: what the others lead goes on. */
class KafkaFrozenBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Longer than it takes to ask the cluster a few times. */
    private static final Duration FROZEN_FOR = Duration.ofSeconds(8);

    private static final int PARTITIONS = 12;

    private final ThreeBrokers brokers = ThreeBrokers.start();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaSettings settings = new KafkaSettings(brokers.address(), PARTITIONS, (short) 1);
    private final KafkaCluster cluster = new KafkaCluster(settings);
    private final KafkaMessagePublisher publisher =
            new KafkaMessagePublisher(settings, cluster, new GearWatch(new InMemoryGears(Clock.systemUTC())), registry);

    @BeforeEach
    void start() throws InterruptedException {
        publisher.start();
        await().atMost(PATIENCE).until(cluster::isReachable);
    }

    @AfterEach
    void stop() {
        publisher.close();
        cluster.close();
        brokers.close();
    }

    /** Each in turn, so that it is the turn of the one that the cluster is asked by, too. */
    @Test
    void publish_oneBrokerFrozen_whatTheOthersLeadIsAcknowledged() throws Exception {
        Map<Integer, Topic> roomOf = roomOfEachLeader();
        assertThat(roomOf.keySet()).containsExactlyInAnyOrderElementsOf(brokers.ids());
        for (Topic room : roomOf.values()) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> isAcknowledged(publish(room)));
        }
        for (int frozen : brokers.ids()) {
            brokers.proxy(frozen).swallow();
            List<Topic> elsewhere = brokers.ids().stream()
                    .filter(leader -> leader != frozen)
                    .map(leader -> room(roomOf, leader))
                    .toList();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < FROZEN_FOR.toNanos()) {
                for (Topic room : elsewhere) {
                    assertThat(publish(room)).as("broker %d is frozen", frozen).succeedsWithin(PATIENCE);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            brokers.proxy(frozen).cut();
            brokers.proxy(frozen).pass();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> isAcknowledged(publish(room(roomOf, frozen))));
        }
    }

    /** A room whose comments go to a partition that this broker leads, for each broker. */
    private Map<Integer, Topic> roomOfEachLeader() throws Exception {
        Map<Integer, Integer> leaders = new HashMap<>();
        Map<String, TopicDescription> topics = cluster.admin()
                .describeTopics(List.of(MessageRecords.TOPIC))
                .allTopicNames()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Objects.requireNonNull(topics.get(MessageRecords.TOPIC))
                .partitions()
                .forEach(partition ->
                        leaders.put(partition.partition(), partition.leader().id()));
        Partitions partitions = new Partitions(PARTITIONS);
        Map<Integer, Topic> rooms = new HashMap<>();
        for (int i = 0; rooms.size() < brokers.ids().size() && i < 1_000; i++) {
            Topic room = Topic.room(new RoomId("r" + i));
            int partition = partitions.home(new Flow(room, MessageType.COMMENT));
            rooms.putIfAbsent(Objects.requireNonNull(leaders.get(partition)), room);
        }
        return rooms;
    }

    private static Topic room(Map<Integer, Topic> rooms, int leader) {
        return Objects.requireNonNull(rooms.get(leader));
    }

    private static boolean isAcknowledged(CompletableFuture<Void> message) throws Exception {
        message.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return true;
    }

    private CompletableFuture<Void> publish(Topic room) {
        return publisher
                .publish(new AcceptedMessage(
                        room,
                        MessageComposer.newId(),
                        MessageType.COMMENT,
                        SomeRooms.STARTED_AT,
                        System.currentTimeMillis(),
                        "{}".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture();
    }
}
