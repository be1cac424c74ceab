package live.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.LoopbackPort;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import live.danmaku.standalone.push.CuttableProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two people watch a room in which others talk all the time, while operators and faults move them between transports. */
@Tag("alone")
class RolloutIT {

    private static final Logger log = LoggerFactory.getLogger(RolloutIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** After a move of the slider. */
    private static final Duration MOVED_WITHIN = Duration.ofSeconds(10);

    private static final Duration TALK = Duration.ofMillis(300);

    private static Chromium chromium;

    private final StandaloneServer server = StandaloneServer.shared();
    private final HttpCalls calls = new HttpCalls(server.baseUrl());
    private String ops = "";
    private String room = "";
    private Visitor one;
    private Visitor other;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void startRoom() throws Exception {
        ops = calls.token("carol", "ops");
        String answer = calls.post(
                        "/v1/rooms", calls.token("host"), "{\"title\":\"Friday night jam\",\"area\":\"music\"}")
                .body();
        room = answer.replaceAll("^.*\"room\":\"([^\"]+)\".*$", "$1");
        one = chromium.visitor(900, 700);
        other = chromium.visitor(375, 720);
    }

    @AfterEach
    void leave() throws Exception {
        one.close();
        other.close();
        calls.call("PUT", "/v1/ops/grey", ops, "{\"enabled\":true,\"percent\":100}");
    }

    @Test
    void slider_toNobodyAndBack_bothChangeInMidStream_nothingIsMissingAndNothingTwice() throws Exception {
        enterRoom();
        Visitor carol = chromium.visitor(1280, 800);
        Operator operator = carol.operates();
        carol.open(server.baseUrl() + "/ops#rollout");
        operator.signIn(ops);
        bothAre("websocket", PATIENCE);
        try (Chatter chatter = Chatter.in(calls, room, TALK)) {
            chatter.awaitMore(10);
            operator.slide(0);
            operator.button("Apply");
            operator.confirm("the long connections are ill");
            tellWhenMoved("0 %", operator, "polling");
            chatter.awaitMore(10);

            operator.slide(100);
            operator.button("Apply");
            tellWhenMoved("100 %", operator, "websocket");
            chatter.awaitMore(10);
            assertEverythingOnce(chatter.stop());
        }
        carol.close();
        assertThat(carol.complaints()).isEmpty();
        assertThat(one.complaints()).isEmpty();
        assertThat(other.complaints()).isEmpty();
    }

    private void tellWhenMoved(String slider, Operator operator, String state) {
        assertThat(operator.notices())
                .containsText("The grey release is " + slider, new ContainsTextOptions().setTimeout(10_000));
        long at = System.nanoTime();
        bothAre(state, MOVED_WITHIN);
        log.info(
                "slider to {}: both are on {} after {} ms",
                slider,
                state,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - at));
    }

    /** The server's own connector is drained, so that all clients are on one in a process of its own. */
    @Test
    void connector_outOfReachAndKilled_clientsDegradeAndComeBack_nothingIsMissingAndNothingTwice() throws Exception {
        String own = nodes().get(0).get("id").stringValue();
        StandaloneServer connector = StandaloneServer.fresh();
        try (CuttableProxy proxy = new CuttableProxy(LoopbackPort.free(), connector.webSocketPort())) {
            connector
                    .with("DANMAKU_ROLES", "connector")
                    .with("DANMAKU_PUSHERS", "127.0.0.1:" + server.linkPort())
                    .with("DANMAKU_NODE_ID", "alone")
                    .with("DANMAKU_NODE_WS", "127.0.0.1:" + proxy.port())
                    .with("DANMAKU_TOKEN_KEY_FILE", server.tokenKeys().toString())
                    .start();
            await().atMost(PATIENCE).until(() -> nodes().size() == 2);
            calls.post("/v1/ops/nodes/" + own + "/drain", ops, "{\"overMs\":0}");
            await().atMost(PATIENCE).until(() -> stateOf(own).equals("draining"));
            enterRoom();
            bothAre("websocket", PATIENCE);
            try (Chatter chatter = Chatter.in(calls, room, TALK)) {
                chatter.awaitMore(10);
                outOfReach(proxy);
                chatter.awaitMore(10);
                killed(connector);
                chatter.awaitMore(10);
                assertEverythingOnce(chatter.stop());
            }
        } finally {
            calls.call("DELETE", "/v1/ops/nodes/" + own + "/drain", ops, "");
            connector.close();
        }
    }

    /** Its clients cannot reach it, but it is well: routes go on to offer it. */
    private void outOfReach(CuttableProxy proxy) {
        proxy.cut();
        for (Visitor visitor : List.of(one, other)) {
            assertThat(visitor.transport()).hasAttribute("data-degraded", "true", within(PATIENCE));
        }
        assertThat(proxy.turnedAway()).as("three failed connects of each").isGreaterThanOrEqualTo(6);
        bothAre("polling", PATIENCE);
        one.lookAtTransport();
        one.screenshot("rollout-degraded");
        proxy.mend();
        bothAre("websocket", PATIENCE);
    }

    private void killed(StandaloneServer connector) {
        long at = System.nanoTime();
        connector.killTree();
        bothAre("polling", PATIENCE);
        log.info(
                "kill -9 of the connector: both poll after {} ms",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - at));
        connector.start();
        bothAre("websocket", PATIENCE);
    }

    private void enterRoom() {
        for (Visitor visitor : List.of(one, other)) {
            visitor.open(server.baseUrl() + "/#/rooms/" + room);
        }
    }

    private void bothAre(String state, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (Visitor visitor : List.of(one, other)) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
            assertThat(visitor.transport()).hasAttribute("data-state", state, within(left));
        }
    }

    private void assertEverythingOnce(List<String> said) {
        for (Visitor visitor : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(visitor.comments().allTextContents()).isEqualTo(said));
            assertThat(visitor.all(".row--gap")).hasCount(0);
        }
    }

    private JsonNode nodes() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(calls.get("/v1/ops/nodes", ops).body());
    }

    private String stateOf(String node) throws IOException, InterruptedException {
        for (JsonNode row : nodes()) {
            if (row.get("id").stringValue().equals(node)) {
                return row.get("state").stringValue();
            }
        }
        return "";
    }

    private static HasAttributeOptions within(Duration time) {
        return new HasAttributeOptions().setTimeout(time.toMillis());
    }
}
