package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where clients are sent, and what ops do to that. */
@Tag("alone")
class RouteIT {

    private static Person ops;
    private static AnnouncedNode node;

    private final String uid = "u-" + UUID.randomUUID();
    private long before;

    @BeforeAll
    static void announce() {
        ops = Person.with("ops");
        node = new AnnouncedNode();
        await().atMost(Watching.PATIENCE)
                .until(() -> route("").get("transport").stringValue().equals("push"));
    }

    @AfterAll
    static void withdraw() {
        node.close();
    }

    @BeforeEach
    void remember() {
        before = grey().get("version").longValue();
    }

    /** Other tests share the server. */
    @AfterEach
    void putBack() {
        if (grey().get("version").longValue() != before) {
            ops.post("/v1/ops/rules/undo/" + before, "").expect(200);
        }
    }

    @Test
    void route_byDefault_isALongConnectionForEverybody() {
        JsonNode route = route("&uid=" + uid + "&device=d1&version=3.2.0&platform=web");

        assertThat(route.get("transport").stringValue()).isEqualTo("push");
        assertThat(route.get("rule").stringValue()).isEqualTo("percent");
        assertThat(route.get("nodes"))
                .isEqualTo(json(
                        "[{\"id\":\"%s\",\"ws\":\"ws://127.0.0.1:8090/sub\",\"tcp\":\"127.0.0.1:8091\",\"weight\":75}]"
                                .formatted(node.id())));
        assertThat(route.get("maxFailures").intValue()).isEqualTo(3);
        assertThat(route.get("backoff"))
                .isEqualTo(json("{\"baseMs\":1000,\"maxMs\":30000,\"factor\":2.0,\"jitter\":0.5}"));
        assertThat(route.get("pollAfterMs").intValue()).isEqualTo(2_000);
    }

    @Test
    void ticket_withoutAToken_isAnonymous() {
        JsonNode claims = claims(route("&uid=" + uid));

        assertThat(claims.has("sub")).isFalse();
        assertThat(claims.get("aud").stringValue()).isEqualTo("danmaku/connect");
        assertThat(claims.get("exp").longValue() * 1_000)
                .isBetween(System.currentTimeMillis() + 30_000, System.currentTimeMillis() + 61_000);
    }

    @Test
    void ticket_withAToken_isForWhomItProves() {
        Person host = Person.with("host");

        JsonNode claims = claims(host.get("/v1/route?label=%s&uid=%s".formatted(node.label(), uid))
                .expect(200)
                .json());

        assertThat(claims.get("sub").stringValue()).isEqualTo(host.uid());
        assertThat(claims.get("roles")).isEqualTo(json("[\"host\"]"));
    }

    @Test
    void ticket_asAToken_isRefused() {
        String ticket = route("").get("ticket").stringValue();

        new Person("", ticket).get("/v1/ops/grey").expectProblem(401, "token");
        new Person("", ticket).get("/v1/route").expectProblem(401, "token");
    }

    @Test
    void route_noNodeForTheLabel_isPolling() {
        JsonNode route = Person.ANONYMOUS
                .get("/v1/route?label=nobody&uid=" + uid)
                .expect(200)
                .json();

        assertThat(route.get("transport").stringValue()).isEqualTo("poll");
        assertThat(route.get("rule").stringValue()).isEqualTo("nodes");
        assertThat(route.has("ticket")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version=three", "version=1..2", "uid=a%20b", "device=%F0%9F%98%80", "family=v5"})
    void route_nonsense_is400(String query) {
        Person.ANONYMOUS.get("/v1/route?" + query).expectProblem(400, "expected: ");
        if (!query.startsWith("family")) {
            ops.get("/v1/ops/route/explain?" + query).expectProblem(400, "expected: ");
        }
    }

    @Test
    void grey_loweredAndRaised_isFollowedWithinASecondWithReasonAndAudit() {
        JsonNode none = ops.put("/v1/ops/grey", "{\"percent\":0,\"reason\":\"a trial\"}")
                .expect(200)
                .json();
        WithinASecond.await(() -> rule(uid).equals("poll percent"));
        JsonNode half = ops.put("/v1/ops/grey", "{\"enabled\":true,\"percent\":12.5,\"salt\":\"winter\"}")
                .expect(200)
                .json();

        assertThat(grey()).isEqualTo(half);
        assertThat(half.get("percent").doubleValue()).isEqualTo(12.5);
        assertThat(half.get("salt").stringValue()).isEqualTo("winter");
        JsonNode audit = ops.get(
                        "/v1/ops/audit?limit=2&below=" + (half.get("version").longValue() + 1))
                .expect(200)
                .json();
        assertThat(audit.get(0).get("version")).isEqualTo(half.get("version"));
        assertThat(audit.get(1).get("version")).isEqualTo(none.get("version"));
        assertThat(audit.get(1).get("who").stringValue()).isEqualTo(ops.uid());
        assertThat(audit.get(1).get("what").stringValue()).isEqualTo("routing grey");
        assertThat(audit.get(1).get("new").get("percent").doubleValue()).isZero();
        assertThat(audit.get(1).get("why").stringValue()).isEqualTo("a trial");
        assertThat(audit.get(0).get("old")).isEqualTo(audit.get(1).get("new"));
    }

    @Test
    void lists_blackBeatsWhite_whiteWinsWhenOff() {
        ops.put("/v1/ops/grey", "{\"enabled\":false}").expect(200);
        WithinASecond.await(() -> rule(uid).equals("poll switch"));

        ops.put("/v1/ops/lists/white/uid/" + uid, "{\"reason\":\"a tester\"}").expect(200);
        WithinASecond.await(() -> rule(uid).equals("push white"));

        ops.put("/v1/ops/lists/black/version/" + encoded("<3.2.0"), "{\"reason\":\"it crashes\"}")
                .expect(200);
        WithinASecond.await(() -> rule(uid + "&version=3.1.9").equals("poll black"));
        assertThat(rule(uid + "&version=3.2")).isEqualTo("push white");
        assertThat(rule(uid)).isEqualTo("push white");

        JsonNode lists = ops.get("/v1/ops/lists").expect(200).json();
        assertThat(lists.get("white").get("uid").get(0).get("value").stringValue())
                .isEqualTo(uid);
        assertThat(lists.get("black").get("version").get(0).get("value").stringValue())
                .isEqualTo("<3.2.0");
        assertThat(lists.get("black").get("version").get(0).get("reason").stringValue())
                .isEqualTo("it crashes");

        ops.delete("/v1/ops/lists/white/uid/%s?reason=done".formatted(uid)).expect(200);
        WithinASecond.await(() -> rule(uid).equals("poll switch"));
        ops.delete("/v1/ops/lists/white/uid/" + uid).expectProblem(404, uid);
    }

    @Test
    void lists_entryForSomeTime_endsByItself() {
        ops.put("/v1/ops/lists/black/device/d-" + uid, "{\"forMs\":8000}").expect(200);
        WithinASecond.await(() -> rule("&device=d-" + uid).equals("poll black"));

        await().atMost(Watching.PATIENCE).until(() -> rule("&device=d-" + uid).equals("push percent"));
        assertThat(ops.get("/v1/ops/lists").expect(200).text()).doesNotContain("d-" + uid);
    }

    @Test
    void undo_anyVersion_restoresItsRules() {
        ops.put("/v1/ops/grey", "{\"percent\":0}").expect(200);
        ops.put("/v1/ops/lists/black/uid/" + uid, "").expect(200);
        WithinASecond.await(() -> rule(uid).equals("poll black"));

        JsonNode undone = ops.post("/v1/ops/rules/undo/" + before, "{\"reason\":\"a mistake\"}")
                .expect(200)
                .json();

        WithinASecond.await(() -> rule(uid).equals("push percent"));
        assertThat(grey().get("version")).isEqualTo(undone.get("version"));
        assertThat(ops.get("/v1/ops/audit?limit=1").expect(200).text()).contains("routing rules", "a mistake");
        ops.post("/v1/ops/rules/undo/999999999", "").expectProblem(404, "999999999");
        ops.post("/v1/ops/rules/undo/last", "").expectProblem(400, "'last'");
    }

    @Test
    void explain_showsEveryRuleLookedAtAndTheOneThatDecided() {
        JsonNode in = explain("&uid=" + uid);

        assertThat(in.get("transport").stringValue()).isEqualTo("push");
        assertThat(in.get("rule").stringValue()).isEqualTo("percent");
        assertThat(in.get("rules").valueStream().map(rule -> rule.get("name").stringValue()))
                .containsExactly("black", "white", "switch", "percent");
        assertThat(in.get("rules").get(3).get("matched").booleanValue()).isTrue();

        ops.put("/v1/ops/lists/black/uid/" + uid, "{\"reason\":\"it is a robot\"}")
                .expect(200);
        WithinASecond.await(
                () -> explain("&uid=" + uid).get("rule").stringValue().equals("black"));
        JsonNode out = explain("&uid=" + uid);
        assertThat(out.get("transport").stringValue()).isEqualTo("poll");
        assertThat(out.get("rules").get(0).get("matched").booleanValue()).isTrue();
        assertThat(out.get("rules").get(0).get("detail").stringValue()).contains(uid, ops.uid(), "it is a robot");
    }

    @Test
    void push_switchedOff_everybodyPolls() {
        ops.put("/v1/ops/lists/white/uid/" + uid, "").expect(200);
        try {
            ops.put("/v1/ops/switches/push", "{\"value\":false}").expect(200);
            WithinASecond.await(() -> rule(uid).equals("poll switch"));
        } finally {
            ops.delete("/v1/ops/switches/push").expect(200);
        }
        WithinASecond.await(() -> rule(uid).equals("push white"));
    }

    @Test
    void drain_ordered_leavesTheRoutesWithinASecondUntilItIsTakenBack() {
        try (AnnouncedNode other = new AnnouncedNode()) {
            await().atMost(Watching.PATIENCE).until(() -> transport(other).equals("push"));

            JsonNode drained = ops.post("/v1/ops/nodes/%s/drain".formatted(other.id()), "{\"overMs\":30000}")
                    .expect(202)
                    .json();
            WithinASecond.await(() -> transport(other).equals("poll"));
            JsonNode row = row(other);
            assertThat(row.get("state").stringValue()).isEqualTo("draining");
            assertThat(row.get("drainUntil")).isEqualTo(drained.get("until"));
            assertThat(ops.get("/v1/ops/audit?limit=1").expect(200).text()).contains("drain " + other.id());

            ops.delete("/v1/ops/nodes/%s/drain?reason=all+is+well".formatted(other.id()))
                    .expect(200);
            WithinASecond.await(() -> transport(other).equals("push"));
            assertThat(row(other).has("drainUntil")).isFalse();
            ops.delete("/v1/ops/nodes/%s/drain".formatted(other.id())).expectProblem(404, other.id());
        }
        ops.post("/v1/ops/nodes/nobody/drain", "").expectProblem(404, "nobody");
        ops.post("/v1/ops/nodes/%s/drain".formatted(node.id()), "{\"overMs\":-1}")
                .expectProblem(400, "overMs", "0-3600000");
    }

    @Test
    void nodes_withdrawn_areGoneWithinASecond() {
        AnnouncedNode other = new AnnouncedNode();
        await().atMost(Watching.PATIENCE).until(() -> transport(other).equals("push"));
        JsonNode row = row(other);
        assertThat(row.get("sessions").intValue()).isEqualTo(250);
        assertThat(row.get("ws").get(0).stringValue()).isEqualTo("ws://127.0.0.1:8090/sub");

        other.close();

        WithinASecond.await(() -> transport(other).equals("poll"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/ops/grey",
        "PUT,/v1/ops/grey",
        "GET,/v1/ops/lists",
        "PUT,/v1/ops/lists/black/uid/7",
        "DELETE,/v1/ops/lists/black/uid/7",
        "GET,/v1/ops/route/explain",
        "POST,/v1/ops/rules/undo/0",
        "GET,/v1/ops/nodes",
        "POST,/v1/ops/nodes/a/drain",
        "DELETE,/v1/ops/nodes/a/drain"
    })
    void call_withoutTheRole_isRefused(String method, String path) {
        call(Person.ANONYMOUS, method, path).expectProblem(401, "no token");
        call(Person.with("host"), method, path).expectProblem(403, "needs the role ops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"percent\":101}",
                "{\"percent\":-1}",
                "{\"percent\":\"50\"}",
                "{\"enabled\":1}",
                "{\"salt\":\"\"}",
                "{\"salt\":\"a b\"}"
            })
    void grey_nonsense_is400(String body) {
        ops.put("/v1/ops/grey", body).expectProblem(400, "expected: ");
        assertThat(grey().get("version").longValue()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grey/uid/7",
                "black/name/7",
                "black/version/three",
                "black/version/=3",
                "white/version/%3C",
                "black/uid/a%20b"
            })
    void lists_nonsense_is400(String entry) {
        ops.put("/v1/ops/lists/" + entry, "").expectProblem(400, "expected: ");
        assertThat(grey().get("version").longValue()).isEqualTo(before);
    }

    @Test
    void health_saysByWhichRulesRoutesAreAnswered() {
        JsonNode routing = Person.ANONYMOUS.get("/actuator/health").json().at("/components/routing/details");

        assertThat(routing.get("rules").stringValue()).isEqualTo("current");
        assertThat(routing.get("nodes").stringValue()).isEqualTo("current");
        assertThat(routing.get("rulesVersion").isIntegralNumber()).isTrue();
        assertThat(Person.ANONYMOUS.get("/actuator/prometheus").text())
                .contains("danmaku_routes_total{rule=\"percent\",transport=\"push\"}");
    }

    private static Answer call(Person person, String method, String path) {
        return switch (method) {
            case "PUT" -> person.put(path, "{\"percent\":1}");
            case "POST" -> person.post(path, "{}");
            case "DELETE" -> person.delete(path);
            default -> person.get(path);
        };
    }

    private static JsonNode grey() {
        return ops.get("/v1/ops/grey").expect(200).json();
    }

    private static JsonNode route(String query) {
        return Person.ANONYMOUS
                .get("/v1/route?label=" + node.label() + query)
                .expect(200)
                .json();
    }

    private static JsonNode explain(String query) {
        return ops.get("/v1/ops/route/explain?label=" + node.label() + query)
                .expect(200)
                .json();
    }

    /** @param client a uid, or more of a query */
    private static String rule(String client) {
        JsonNode route = route(client.startsWith("&") ? client : "&uid=" + client);
        return route.get("transport").stringValue() + " " + route.get("rule").stringValue();
    }

    private static String transport(AnnouncedNode other) {
        return Person.ANONYMOUS
                .get("/v1/route?label=" + other.label())
                .expect(200)
                .field("transport");
    }

    private static JsonNode row(AnnouncedNode other) {
        return ops.get("/v1/ops/nodes")
                .expect(200)
                .json()
                .valueStream()
                .filter(row -> row.get("id").stringValue().equals(other.id()))
                .findAny()
                .orElseThrow();
    }

    private static JsonNode claims(JsonNode route) {
        String payload = route.get("ticket").stringValue().split("\\.")[1];
        return json(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
