package live.danmaku.push.pusher;

import static live.danmaku.model.MessageType.COMMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import live.danmaku.db.redis.NearestTimeline;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.db.redis.RedisHints;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.db.redis.RedisTimelineEnds;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.Topic;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.Switches;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Hint;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.push.pusher.encode.EncodeMetrics;
import live.danmaku.push.pusher.feed.FeedMetrics;
import live.danmaku.push.pusher.feed.FeedParts;
import live.danmaku.push.pusher.feed.FeedSettings;
import live.danmaku.push.pusher.feed.TopicFeeds;
import live.danmaku.push.pusher.grade.GradeSettings;
import live.danmaku.push.pusher.link.ConnectorEnd;
import live.danmaku.push.pusher.link.LinkMetrics;
import live.danmaku.push.pusher.link.LinkServer;
import live.danmaku.push.pusher.link.LinkSettings;
import live.danmaku.push.pusher.message.Messages;
import live.danmaku.testkit.TestEngines;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.unit.DataSize;

/** A pusher on a real Redis, with connectors over real sockets. */
class PusherIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final int SMALL = 10;
    private static final int LARGE = 500;

    private static @Nullable EmbeddedRedis redis;

    private final Topic topic = Topic.parse("room:" + UUID.randomUUID());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> appended = new ArrayList<>();
    private volatile Switches switches = Switches.NONE;
    private volatile boolean hintsAreLost;
    private @Nullable RedisTimeline timeline;
    private int port;

    @BeforeAll
    static void startRedis() {
        redis = TestEngines.ownRedis();
    }

    @AfterAll
    static void stopRedis() {
        redis().close();
    }

    private static EmbeddedRedis redis() {
        EmbeddedRedis started = redis;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    @BeforeEach
    void start() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("danmaku.redis.uri", redis().address(), "danmaku.redis.timeout", "1s")));
        context.registerBean(SimpleMeterRegistry.class, () -> registry);
        context.registerBean(
                "conversionService", ConversionService.class, ApplicationConversionService::getSharedInstance);
        context.register(RedisConfiguration.class);
        context.refresh();
        open.add(context);
        timeline = context.getBean(RedisTimeline.class);
        TopicFeeds feeds = new TopicFeeds(
                new FeedParts(
                        context.getBean(NearestTimeline.class),
                        context.getBean(RedisTimelineEnds.class),
                        lossy(context.getBean(RedisHints.class)),
                        () -> switches,
                        decisionLog(),
                        SETTINGS,
                        GRADES,
                        new FeedMetrics(registry),
                        new EncodeMetrics(registry),
                        Clock.systemUTC()),
                HEARTBEAT);
        open.add(feeds);
        LinkServer server = new LinkServer(
                new LinkSettings(
                        "p1",
                        "127.0.0.1",
                        0,
                        HEARTBEAT,
                        Duration.ofMinutes(5),
                        DataSize.ofKilobytes(64),
                        DataSize.ofMegabytes(64)),
                List.of(feeds),
                new LinkMetrics(registry));
        server.start();
        open.add(server);
        port = server.port();
    }

    private static final FeedSettings SETTINGS = new FeedSettings(
            2,
            Duration.ofMillis(5),
            Duration.ofMillis(100),
            40,
            Duration.ofMillis(3),
            200,
            100,
            Duration.ofMillis(500),
            1_000,
            DataSize.ofKilobytes(512),
            Duration.ofSeconds(60),
            1000,
            200_000);

    private static final GradeSettings GRADES = new GradeSettings(
            new GradeSettings.Small(150, Duration.ofSeconds(60)),
            new GradeSettings.Medium(2_000, 60, Duration.ofSeconds(5)),
            new GradeSettings.Large(20_000, 30, Duration.ofSeconds(3)),
            new GradeSettings.Huge(100_000, 20, Duration.ofSeconds(3)),
            Duration.ofSeconds(10));

    private HintSource lossy(HintSource hints) {
        return (Topic followed, Consumer<Hint> listener) -> hints.subscribe(followed, hint -> {
            if (!hintsAreLost) {
                listener.accept(hint);
            }
        });
    }

    private DecisionLog decisionLog() {
        return new DecisionLog() {
            @Override
            public CompletionStage<Void> record(Decision decision) {
                decisions.add(decision);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<List<Decision>> list(@Nullable String kind, long before, int limit) {
                return CompletableFuture.completedFuture(List.copyOf(decisions));
            }
        };
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void largeRoom_isBroadcast_completeAndInOrder() {
        PlainConnector one = connect(LARGE);
        PlainConnector other = connect(LARGE);

        append(500);

        awaitAll(one);
        awaitAll(other);
        assertThat(one.broadcasts).isPositive();
        assertThat(decisions.stream().map(Decision::kind)).contains("push-mode");
    }

    @Test
    void smallRoom_isNotifiedAndPulled_completeAndInOrder() {
        PlainConnector one = connect(SMALL);

        append(500);

        awaitAll(one);
        assertThat(one.broadcasts).isZero();
        assertThat(one.pulls).isPositive();
    }

    @Test
    void lostHints_areRepairedWithinAHeartbeat() {
        PlainConnector large = connect(LARGE);
        append(1);
        awaitAll(large);
        hintsAreLost = true;

        append(5);
        long began = System.nanoTime();
        awaitAll(large);

        // Slack for a busy machine; without the repair it would be for ever.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(HEARTBEAT.multipliedBy(5));
    }

    @Test
    void quietTopics_costRedisLessThanACommandEachInFourHeartbeats() {
        int topics = 1_000;
        PlainConnector one = connect(SMALL);
        for (int i = 0; i < topics; i++) {
            one.follow("room:quiet-" + i, SMALL);
        }
        // Each heartbeat at first, then more and more seldom.
        await().atMost(PATIENCE).until(() -> looks() > 12L * topics);

        long looksBefore = looks();
        long commandsBefore = commands();
        long began = System.nanoTime();
        await().atMost(PATIENCE).until(() -> looks() >= looksBefore + topics);
        long heartbeats = Duration.ofNanos(System.nanoTime() - began).dividedBy(HEARTBEAT);
        long commands = commands() - commandsBefore;

        assertThat(heartbeats).isGreaterThanOrEqualTo(4);
        assertThat(commands).isLessThan(topics * heartbeats / 4);
    }

    private long looks() {
        return (long) registry.get("danmaku.pusher.looks").counter().count();
    }

    /** All that Redis has executed, also what scripts call. */
    private static long commands() {
        RedisClient client = RedisClient.create(redis().address());
        try {
            return Pattern.compile("calls=(\\d+)")
                    .matcher(client.connect().sync().info("commandstats"))
                    .results()
                    .mapToLong(calls -> Long.parseLong(calls.group(1)))
                    .sum();
        } finally {
            client.shutdown(Duration.ZERO, Duration.ZERO);
        }
    }

    @Test
    void roomThatGrowsAndShrinks_changesItsMode_withoutAHole() {
        PlainConnector one = connect(SMALL);
        for (int i = 0; i < 10; i++) {
            long changes = i;
            append(20);
            one.follow(i % 2 == 0 ? LARGE : SMALL);
            await().atMost(PATIENCE).until(() -> {
                append(1);
                one.work();
                return modes() > changes;
            });
        }

        awaitAll(one);
        assertThat(one.broadcasts).isPositive();
        assertThat(one.pulls).isPositive();
    }

    private long modes() {
        return decisions.stream()
                .filter(decision -> decision.kind().equals("push-mode"))
                .count();
    }

    @Test
    void broadcastSwitchedOff_theSameRoomIsPulled_withoutAHole() {
        PlainConnector one = connect(LARGE);
        append(100);
        awaitAll(one);
        switches = new Switches(Map.of(SwitchName.BROADCAST, 0L));
        await().atMost(PATIENCE).until(() -> modes() == 2);
        int broadcasts = one.broadcasts;

        append(100);
        awaitAll(one);
        assertThat(one.broadcasts).isEqualTo(broadcasts);

        switches = Switches.NONE;
        await().atMost(PATIENCE).until(() -> modes() == 3);
        append(100);
        awaitAll(one);
        assertThat(one.broadcasts).isGreaterThan(broadcasts);
    }

    @Test
    void redisKilledAndRestarted_linksStay_andNothingIsMissing() {
        PlainConnector large = connect(LARGE);
        append(50);
        awaitAll(large);

        redis().kill();
        await().atMost(PATIENCE)
                .until(() -> registry.counter("danmaku.pusher.read.failures").count() > 0);
        redis().restart();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> append(1));
        append(50);

        awaitAll(large);
        assertThat(registry.get("danmaku.pusher.links").gauge().value()).isEqualTo(1);
    }

    @Test
    void connectorThatStopsReading_missesBroadcasts_andPullsThemLater() {
        ConnectorEnd end = ConnectorEnd.connectSlow(port).hello("slow");
        open.add(end);
        PlainConnector slow = new PlainConnector(end, topic.name());
        slow.follow(LARGE);
        end.take(1);
        await().atMost(PATIENCE).until(slow::isFollowing);
        PlainConnector other = connect(LARGE);

        await().atMost(PATIENCE).until(() -> {
            append(20, "x".repeat(10_000));
            awaitAll(other);
            return registry.counter("danmaku.pusher.dropped", "kind", "batch").count() > 3;
        });
        assertThat(slow.ids.size()).isLessThan(appended.size());

        end.take(1_000_000);
        awaitAll(slow);
        assertThat(slow.pulls).isPositive();
    }

    @Test
    void manyRooms_areCoalesced() {
        ConnectorEnd end = ConnectorEnd.connect(port).hello("c1");
        open.add(end);
        List<Topic> rooms = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rooms.add(Topic.parse(topic.name() + "-" + i));
        }
        List<PlainConnector> connectors =
                rooms.stream().map(room -> new PlainConnector(end, room.name())).toList();
        connectors.forEach(connector -> connector.follow(SMALL));
        await().atMost(PATIENCE).until(() -> connectors.stream().allMatch(PlainConnector::isFollowing));
        double before = registry.counter("danmaku.pusher.notifies").count();

        List<CompletionStage<?>> appends = new ArrayList<>();
        rooms.forEach(room -> appends.add(timeline().append(batch(room, Messages.commentEntry("m1", "ann")))));
        appends.forEach(append -> append.toCompletableFuture().join());

        await().atMost(PATIENCE)
                .until(() -> connectors.stream()
                        .allMatch(connector -> connector.work().contains("m1")));
        assertThat(registry.counter("danmaku.pusher.notifies").count() - before).isLessThan(150);
    }

    private PlainConnector connect(int sessions) {
        ConnectorEnd end = ConnectorEnd.connect(port).hello("c1");
        open.add(end);
        PlainConnector connector = new PlainConnector(end, topic.name());
        connector.follow(sessions);
        await().atMost(PATIENCE).until(connector::isFollowing);
        return connector;
    }

    private RedisTimeline timeline() {
        RedisTimeline made = timeline;
        if (made == null) {
            throw new IllegalStateException("not started");
        }
        return made;
    }

    private void append(int count) {
        append(count, "text");
    }

    private void append(int count, String text) {
        for (int i = 0; i < count; i++) {
            String id = "m" + appended.size();
            timeline()
                    .append(batch(topic, Messages.entry(COMMENT, id, Messages.commentJson(id, "ann", text))))
                    .toCompletableFuture()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
            appended.add(id);
        }
    }

    private AppendBatch batch(Topic room, TimelineEntry entry) {
        long now = System.currentTimeMillis();
        TimelineEntry numbered =
                new TimelineEntry(appended.size(), entry.id(), entry.type(), entry.payload(), null, null, 0);
        return new AppendBatch(room, now - 60_000, 0, -1, Cursor.ORIGIN, now, List.of(numbered));
    }

    private void awaitAll(PlainConnector connector) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> connector.work().size() + connector.leftOut >= appended.size());
        assertThat(connector.leftOut).isZero();
        assertThat(connector.ids).containsExactlyElementsOf(appended);
        assertThat(connector.gaps).isZero();
    }
}
