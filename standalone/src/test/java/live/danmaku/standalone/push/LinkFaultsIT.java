package live.danmaku.standalone.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.embedded.LoopbackPort;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import live.danmaku.testkit.TestEngines;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.record.HistoryClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two pushers, two connectors and a Redis, rooms that are written to all the time, and viewers of each room on each
 * connector: whatever dies, each of them gets everything once, in the room's order, soon. What is killed is a process of its
 * own; the other pusher and connector are in the main one, with a link between them that can be cut.
 */
@Tag("alone")
class LinkFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(LinkFaultsIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The default of {@code danmaku.link.heartbeat}. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** Programs start meanwhile, and share the machine. */
    private static final Duration BUSY = Duration.ofSeconds(2);

    private static final long JUST_BEFORE_US = 1_000_000;

    private static final EmbeddedRedis redis = TestEngines.ownRedis();
    private static final StandaloneServer main = StandaloneServer.fresh();
    private static final StandaloneServer pusher = StandaloneServer.fresh();
    private static final StandaloneServer connector = StandaloneServer.fresh();
    private static final int mainLink = LoopbackPort.free();
    private static final int pusherLink = LoopbackPort.free();
    private static final CuttableProxy proxy = new CuttableProxy(LoopbackPort.free(), mainLink);

    @TempDir
    private Path histories = Path.of("");

    private final HttpCalls calls = new HttpCalls(main.baseUrl());

    @BeforeAll
    static void start() {
        main.with("DANMAKU_ROLES", "frontend,processor,routing,pusher,connector")
                .with("DANMAKU_REDIS_URI", redis.address())
                .with("DANMAKU_DEV_TOKENS", "true")
                .with("DANMAKU_LINK_NAME", "one")
                .with("DANMAKU_LINK_PORT", Integer.toString(mainLink))
                .with("DANMAKU_NODE_ID", "a")
                .with("DANMAKU_PUSHERS", pushers(proxy.port()))
                .start();
        main.engines().forEach(pusher::with);
        pusher.with("DANMAKU_ROLES", "pusher")
                .with("DANMAKU_LINK_NAME", "two")
                .with("DANMAKU_LINK_PORT", Integer.toString(pusherLink))
                .launch();
        main.engines().forEach(connector::with);
        connector
                .with("DANMAKU_ROLES", "connector")
                .with("DANMAKU_NODE_ID", "b")
                .with("DANMAKU_PUSHERS", pushers(mainLink))
                .launch();
    }

    private static String pushers(int linkOfMain) {
        return "127.0.0.1:%d,127.0.0.1:%d".formatted(linkOfMain, pusherLink);
    }

    @BeforeEach
    void everythingRuns() {
        pusher.awaitReady();
        connector.awaitReady();
        await().atMost(PATIENCE).until(() -> calls.get("/v1/route").body().contains("\"push\""));
    }

    @AfterAll
    static void stop() throws IOException {
        connector.close();
        pusher.close();
        main.close();
        proxy.close();
        redis.close();
    }

    @Test
    void pusher_killed_theOtherTakesOver_noClientNotices() throws Exception {
        try (RoomLoad load = load("pusher")) {
            long begin = HistoryClock.now();
            pusher.killTree();
            load.awaitProgress();
            pusher.start();
            load.awaitProgress();

            assertWhole(load, "pusher", begin, begin);
            assertThat(load.all())
                    .allSatisfy(reader -> assertThat(reader.connections()).isEqualTo(1));
        }
    }

    @Test
    void link_cut_theOtherPusherTakesOver_noClientNotices() throws Exception {
        try (RoomLoad load = load("cut")) {
            long begin = HistoryClock.now();
            proxy.cut();
            load.awaitProgress();
            proxy.mend();
            load.awaitProgress();

            assertWhole(load, "cut", begin, begin);
            assertThat(load.all())
                    .allSatisfy(reader -> assertThat(reader.connections()).isEqualTo(1));
        }
    }

    @Test
    void connector_killed_clientsGoOnAtTheOtherFromTheirCursors() throws Exception {
        try (RoomLoad load = load("connector")) {
            long begin = HistoryClock.now();
            connector.killTree();
            load.awaitProgress();
            connector.launch();

            assertWhole(load, "connector", begin, begin);
            assertThat(load.first())
                    .allSatisfy(reader -> assertThat(reader.connections()).isEqualTo(1));
            assertThat(load.second())
                    .allSatisfy(reader -> assertThat(reader.connections()).isEqualTo(2));
        }
    }

    @Test
    void redis_killedAndStarted_whatWasAcceptedMeanwhileComes_noClientNotices() throws Exception {
        try (RoomLoad load = load("redis")) {
            long begin = HistoryClock.now();
            redis.kill();
            redis.restart();
            long back = HistoryClock.now();
            load.awaitProgress();

            assertWhole(load, "redis", begin, back);
            assertThat(load.all())
                    .allSatisfy(reader -> assertThat(reader.connections()).isEqualTo(1));
        }
    }

    private RoomLoad load(String name) throws IOException, InterruptedException {
        return new RoomLoad(name, calls, List.of(main.webSocketPort(), connector.webSocketPort()), histories);
    }

    /** @param back from when on a repair was possible */
    private static void assertWhole(RoomLoad load, String fault, long begin, long back) throws Exception {
        Verdict verdict = load.judge(fault, begin, HistoryClock.now());

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.notJudged()).isEmpty();
        assertThat(verdict.all().visible()).isGreaterThan(50);
        assertThat(load.all().flatMap(reader -> reader.holes().stream()))
                .as("silent gaps")
                .isEmpty();
        assertThat(load.all())
                .as("told gaps")
                .allSatisfy(reader -> assertThat(reader.told()).isZero());
        long worst = Math.max(
                load.worstMs(load.first(), begin - JUST_BEFORE_US, back),
                load.worstMs(load.second(), begin - JUST_BEFORE_US, back));
        log.info(
                "{}: {} messages, each of them at every viewer within {} ms",
                fault,
                verdict.all().visible(),
                worst);
        assertThat(worst)
                .as("repaired within a heartbeat")
                .isLessThan(HEARTBEAT.plus(BUSY).toMillis());
    }
}
