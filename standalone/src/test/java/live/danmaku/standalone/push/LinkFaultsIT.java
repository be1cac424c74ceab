package live.danmaku.standalone.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import live.danmaku.embedded.LoopbackPort;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two pushers and two connectors in processes of their own, rooms that are written to all the time, and viewers in each
 * room on each connector: whatever dies, all of them get everything once, in the room's order.
 */
class LinkFaultsIT {

    private static final Logger log = LoggerFactory.getLogger(LinkFaultsIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROOMS = 6;
    private static final String DATABASE = "danmaku";
    private static final List<String> rooms = new ArrayList<>();

    private static final int mySql = LoopbackPort.free();
    private static final int firstLink = LoopbackPort.free();
    private static final int secondLink = LoopbackPort.free();
    private static final StandaloneServer main = StandaloneServer.fresh();
    private static final StandaloneServer secondPusher = StandaloneServer.fresh();
    private static final StandaloneServer connector = StandaloneServer.fresh();
    private static final StandaloneServer otherConnector = StandaloneServer.fresh();
    private static final CuttableProxy proxy = new CuttableProxy(LoopbackPort.free(), firstLink);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final HttpCalls calls = new HttpCalls(main.baseUrl());
    private final AtomicInteger next = new AtomicInteger();
    private final List<RoomReader> readers = new ArrayList<>();
    private final List<RoomReader> others = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        main.with("DANMAKU_ROLES", "frontend,processor,pusher,routing,playback")
                .with("DANMAKU_MYSQL_PORT", Integer.toString(mySql))
                .with("DANMAKU_LINK_PORT", Integer.toString(firstLink))
                .with("DANMAKU_LINK_NAME", "one")
                .start();
        secondPusher
                .with("DANMAKU_ROLES", "pusher")
                .with("DANMAKU_LINK_PORT", Integer.toString(secondLink))
                .with("DANMAKU_LINK_NAME", "two")
                .with("DANMAKU_REDIS_URI", main.redisUri())
                .with(
                        "DANMAKU_MYSQL_URL",
                        "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
                                .formatted(mySql, DATABASE))
                .with("DANMAKU_MYSQL_USER", DATABASE)
                .with("DANMAKU_MYSQL_PASSWORD", DATABASE)
                .start();
        startConnector(connector, proxy.port(), "a");
        startConnector(otherConnector, firstLink, "b");
        HttpCalls calls = new HttpCalls(main.baseUrl());
        String service = calls.token("feeder", "service");
        for (int i = 0; i < ROOMS; i++) {
            String room = "faults" + i;
            calls.post("/v1/rooms", service, "{\"title\":\"Faults\",\"room\":\"%s\"}".formatted(room));
            rooms.add(room);
        }
    }

    private static void startConnector(StandaloneServer server, int link, String node) {
        server.with("DANMAKU_ROLES", "connector")
                .with("DANMAKU_PUSHERS", "127.0.0.1:%d,127.0.0.1:%d".formatted(link, secondLink))
                .with("DANMAKU_NODE_ID", node)
                .with(
                        "DANMAKU_TOKEN_KEY_FILE",
                        main.log()
                                .resolveSibling("data")
                                .resolve("keys")
                                .resolve("tokens.json")
                                .toString())
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        connector.close();
        otherConnector.close();
        secondPusher.close();
        main.close();
        proxy.close();
    }

    @Test
    void killsOfPusherAndConnectorAndACutLink_loseNothing() throws Exception {
        String service = calls.token("feeder", "service");
        for (String room : rooms) {
            readers.add(new RoomReader(calls, threads, room, connector.webSocketPort()));
            others.add(new RoomReader(calls, threads, room, otherConnector.webSocketPort()));
        }
        await().atMost(PATIENCE).until(() -> all().stream().allMatch(RoomReader::isIn));
        var feeding = threads.scheduleWithFixedDelay(() -> feed(service), 0, 5, TimeUnit.MILLISECONDS);
        awaitProgress();

        long at = System.nanoTime();
        secondPusher.killTree();
        reportRepair("kill -9 of a pusher", at, readers);
        secondPusher.start();
        awaitProgress();

        proxy.cut();
        at = System.nanoTime();
        reportRepair("a cut link", at, readers);
        proxy.mend();
        awaitProgress();
        assertThat(all())
                .as("no client noticed what happened behind its connector")
                .allSatisfy(reader -> assertThat(reader.connections()).isEqualTo(1));

        otherConnector.killTree();
        await().atMost(PATIENCE).until(() -> others.stream().noneMatch(RoomReader::isIn));
        otherConnector.start();
        at = System.nanoTime();
        reportRepair("kill -9 of a connector", at, others);
        awaitProgress();

        feeding.cancel(false);
        for (int i = 0; i < rooms.size(); i++) {
            String room = rooms.get(i);
            for (RoomReader reader : List.of(readers.get(i), others.get(i))) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(reader.ids())
                                .as("%s: everything, once, in the room's order", room)
                                .isEqualTo(calls.ids(room, "comment")));
                assertThat(reader.holes()).as("silent gaps in %s", room).isEmpty();
                assertThat(reader.told()).as("told gaps in %s", room).isZero();
            }
        }
        assertThat(others).allSatisfy(reader -> assertThat(reader.connections()).isEqualTo(2));
        all().forEach(RoomReader::close);
        threads.shutdownNow();
    }

    private List<RoomReader> all() {
        List<RoomReader> all = new ArrayList<>(readers);
        all.addAll(others);
        return all;
    }

    private void feed(String service) {
        int number = next.incrementAndGet();
        String room = rooms.get(number % ROOMS);
        String body =
                "{\"type\":\"comment\",\"id\":\"f%d\",\"body\":{\"text\":\"number %d\"}}".formatted(number, number);
        try {
            calls.post("/v1/rooms/" + room + "/messages", service, body);
        } catch (IOException e) {
            // What became of it is unknown; the room's log says.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitProgress() {
        awaitProgress(all());
    }

    private static void awaitProgress(List<RoomReader> some) {
        List<Integer> before = some.stream().map(RoomReader::count).toList();
        BooleanSupplier everyoneGotMore = () -> {
            for (int i = 0; i < some.size(); i++) {
                if (some.get(i).count() < before.get(i) + 5) {
                    return false;
                }
            }
            return true;
        };
        await().atMost(PATIENCE).until(everyoneGotMore::getAsBoolean);
    }

    /** Waits until everybody is told new messages again, and says how long that took. */
    private static void reportRepair(String fault, long at, List<RoomReader> some) {
        awaitProgress(some);
        long last = some.stream().mapToLong(RoomReader::lastAt).max().orElse(at);
        log.info(
                "{}: all viewers had several new messages after {} ms",
                fault,
                TimeUnit.NANOSECONDS.toMillis(last - at));
    }
}
