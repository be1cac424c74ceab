package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import live.danmaku.db.redis.RedisFigureBoard;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two connectors of their own for pages in an app, beside the shared server's, and how they are left. */
@Tag("alone")
class ConnectorsIT {

    private static final String LABEL = "h5";
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final StandaloneServer first = connector("first");
    private static final StandaloneServer second = connector("second");

    private final Person ops = Person.with("ops");
    private final Person service = Person.with("service");
    private final Person host = Person.with();
    private final String room = host.startRoom();

    private static StandaloneServer connector(String node) {
        StandaloneServer server = StandaloneServer.fresh();
        StandaloneServer.shared().engines().forEach(server::with);
        return server.with("DANMAKU_ROLES", "connector")
                .with("DANMAKU_NODE_ID", node)
                .with("DANMAKU_NODE_LABEL", LABEL)
                .with("DANMAKU_CONNECTOR_DRAIN", DRAIN.toMillis() + "ms")
                .with(
                        "DANMAKU_PUSHERS",
                        "127.0.0.1:" + StandaloneServer.shared().linkPort());
    }

    @BeforeEach
    void bothRun() {
        List<StandaloneServer> away =
                Stream.of(first, second).filter(server -> !server.isRunning()).toList();
        away.forEach(StandaloneServer::launch);
        away.forEach(StandaloneServer::awaitReady);
        await().atMost(LongConnection.PATIENCE).until(() -> offered(LABEL).equals(Set.of(ws(first), ws(second))));
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @Test
    void label_isServedByItsOwnConnectorsOnly() {
        assertThat(offered("")).isNotEmpty().doesNotContain(ws(first), ws(second));
    }

    @Test
    void figures_ofConnectorsThatRunAlone_areAmongThoseOfAllProcesses() {
        try (RedisLink redis = new RedisLink(StandaloneServer.shared().redisUri(), Duration.ofSeconds(5))) {
            RedisFigureBoard board = new RedisFigureBoard(redis);
            await().atMost(LongConnection.PATIENCE)
                    .untilAsserted(() -> assertThat(board.read().toCompletableFuture().join().stream()
                                    .filter(figures -> figures.roles().equals("connector")))
                            .hasSize(2)
                            .allMatch(figures -> figures.counts()
                                    .keySet()
                                    .containsAll(
                                            Set.of("drop.connector-left-out.slow", "drop.connector-left-out.behind"))));
        }
        await().atMost(LongConnection.PATIENCE)
                .until(() -> ops.get("/v1/ops/overview")
                                .expect(200)
                                .json()
                                .get("processes")
                                .valueStream()
                                .filter(process ->
                                        process.get("roles").stringValue().equals("connector"))
                                .count()
                        == 2);
    }

    @Test
    void push_toAUserOnSeveralConnectors_reachesEachOfTheSessions() {
        Person ann = Person.with();
        try (LongConnection one = in(first, ann);
                LongConnection other = in(second, ann);
                LongConnection shared = LongConnection.in(ann, room)) {
            String id = service.post(
                            "/v1/push",
                            "{\"to\":\"user:%s\",\"type\":\"system\",\"body\":{\"event\":\"invite\"}}"
                                    .formatted(ann.uid()))
                    .expect(202)
                    .field("id");
            for (LongConnection each : List.of(one, other, shared)) {
                await().atMost(LongConnection.PATIENCE)
                        .untilAsserted(
                                () -> assertThat(each.ids("user:" + ann.uid())).contains(id));
            }
            assertThat(enters(ann)).as("told once over all sessions").isEqualTo(1);
        }
    }

    @Test
    void drain_ordered_clientsAreAskedToGoToTheOther_newOnesAreRefused_untilItIsTakenBack() {
        List<LongConnection> leaving = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leaving.add(in(first, Person.with()));
        }
        try (LongConnection staying = in(second, Person.with())) {
            ops.post("/v1/ops/nodes/first/drain", "{\"overMs\":2000}").expect(202);

            assertAskedToGoToTheOther(leaving);
            assertThat(offered(LABEL)).containsExactly(ws(second));
            LongConnection late = at(first, Person.with());
            assertThat(late.closeCode()).isEqualTo(4000);
            assertThat(staying.isClosed()).isFalse();

            ops.delete("/v1/ops/nodes/first/drain").expect(200);
            await().atMost(LongConnection.PATIENCE).until(() -> offered(LABEL).contains(ws(first)));
            in(first, Person.with()).close();
            assertThat(staying.isClosed()).isFalse();
        }
    }

    @Test
    void terminated_clientsAreAskedToGoToTheOther_andTheProcessEndsWhenTheyHave() {
        List<LongConnection> leaving = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leaving.add(in(first, Person.with()));
        }
        try (LongConnection staying = in(second, Person.with())) {
            first.stop();

            assertThat(first.isRunning()).isFalse();
            assertAskedToGoToTheOther(leaving);
            await().atMost(LongConnection.PATIENCE).until(() -> offered(LABEL).equals(Set.of(ws(second))));
            String id = host.comment(room, "still there").expect(202).field("id");
            await().atMost(LongConnection.PATIENCE)
                    .untilAsserted(() -> assertThat(staying.ids("room:" + room)).contains(id));
        }
        assertThat(second.stop()).as("with nobody left").isLessThan(DRAIN.plusSeconds(10));
    }

    @Test
    void push_switchedOff_clientsAreSentToPolling_untilItIsOnAgain() {
        JsonNode route = LongConnection.route(Person.with(), LABEL);
        try (LongConnection connection = in(first, Person.with())) {
            ops.put("/v1/ops/switches/push", "{\"value\":false}").expect(200);
            try {
                await().atMost(LongConnection.PATIENCE).until(() -> connection.closeCode() == 4007);
                assertThat(LongConnection.at(ws(second), route, room).closeCode())
                        .isEqualTo(4007);
            } finally {
                ops.delete("/v1/ops/switches/push").expect(200);
            }
        }
        await().atMost(LongConnection.PATIENCE).untilAsserted(() -> {
            try (LongConnection again = at(second, Person.with())) {
                assertThat(again.isClosed()).isFalse();
            }
        });
    }

    /** Each after a time of its own; some may not have been told where to, when the process ends by itself. */
    private static void assertAskedToGoToTheOther(List<LongConnection> leaving) {
        for (LongConnection each : leaving) {
            await().atMost(LongConnection.PATIENCE).until(() -> each.closeCode() == 4000);
            JsonNode word = each.heard("disconnect").get(0);
            assertThat(word.get("reconnect").booleanValue()).isTrue();
            assertThat(word.get("afterMs").longValue()).isBetween(0L, 1_000L);
        }
        assertThat(leaving.stream()
                        .flatMap(each ->
                                each.heard("disconnect").get(0).get("to").valueStream())
                        .map(JsonNode::stringValue))
                .isNotEmpty()
                .containsOnly(ws(second));
    }

    private LongConnection at(StandaloneServer connector, Person person) {
        return LongConnection.at(ws(connector), LongConnection.route(person, LABEL), room);
    }

    private LongConnection in(StandaloneServer connector, Person person) {
        LongConnection connection = at(connector, person);
        assertThat(connection.closeCode()).isZero();
        return connection;
    }

    private long enters(Person person) {
        return Person.ANONYMOUS.poll(room, "?types=member&after=start").messages().stream()
                .filter(message -> message.get("from").get("uid").stringValue().equals(person.uid()))
                .count();
    }

    private static Set<String> offered(String label) {
        JsonNode nodes = Person.ANONYMOUS.get("/v1/route?label=" + label).json().path("nodes");
        return Set.copyOf(
                nodes.valueStream().map(node -> node.get("ws").stringValue()).toList());
    }

    private static String ws(StandaloneServer server) {
        return "ws://127.0.0.1:%d/sub".formatted(server.webSocketPort());
    }
}
