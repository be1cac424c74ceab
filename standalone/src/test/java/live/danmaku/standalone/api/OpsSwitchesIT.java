package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Switches as ops change them, and what follows. */
@Tag("alone")
class OpsSwitchesIT {

    private static final String STATUS = "{\"type\":\"status\",\"body\":{\"key\":\"pk\",\"value\":1}}";

    private static Person ops;
    private static Person host;
    private static String room;

    @BeforeAll
    static void startRoom() {
        ops = Person.with("ops");
        host = Person.with("host");
        room = host.startRoom();
    }

    private final Set<String> changed = new HashSet<>();

    /** Other tests share the server. */
    @AfterEach
    void putBack() {
        if (!changed.isEmpty()) {
            changed.forEach(name -> ops.delete(path(name)).expect(200));
            await().atMost(Watching.PATIENCE).until(() -> isAccepted() && pollAfterMs() < 5_000);
        }
    }

    @Test
    void type_switchedOff_isRefusedWithinASecondAndAgainTaken() {
        set("type.status", "{\"value\":false}");

        WithinASecond.await(() -> !isAccepted());
        Answer refused = host.send(room, STATUS).expectProblem(503, "status messages are switched off");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        host.comment(room, "still here").expect(202);
        assertThat(Person.ANONYMOUS.get("/actuator/prometheus").text())
                .contains("danmaku_messages_refused_total{reason=\"switched-off\"}");

        ops.delete(path("type.status")).expect(200);

        WithinASecond.await(OpsSwitchesIT::isAccepted);
    }

    @Test
    void memberType_switchedOff_viewersEnterUntold() {
        set("type.member", "{\"value\":false}");
        Person viewer = Person.with();
        WithinASecond.await(() -> ops.send(room, "{\"type\":\"member\",\"body\":{\"event\":\"enter\"}}")
                        .status()
                == 503);

        viewer.post("/v1/rooms/" + room + "/viewers", "").expect(200);

        assertThat(ops.get("/v1/rooms/" + room + "/viewers").expect(200).text()).contains(viewer.uid());
        host.comment(room, "and after that").expect(202);
        await().atMost(Watching.PATIENCE)
                .until(() -> host.poll(room, "?after=start&limit=500").text().contains("and after that"));
        assertThat(host.poll(room, "?after=start&types=member&limit=500").text())
                .doesNotContain(viewer.uid());
    }

    @Test
    void pollInterval_forSomeTime_isToldToPollersAndEnds() {
        long before = System.currentTimeMillis();
        JsonNode row = set("poll.intervalMs", "{\"value\":7000,\"forMs\":8000}");
        long after = System.currentTimeMillis();

        WithinASecond.await(() -> pollAfterMs() >= 6_300);
        assertThat(row.get("until").longValue()).isBetween(before + 8_000, after + 8_000);
        assertThat(get("poll.intervalMs")).isEqualTo(row);
        await().atMost(Watching.PATIENCE).until(() -> pollAfterMs() < 5_000);

        JsonNode ended = get("poll.intervalMs");
        assertThat(ended.get("value").intValue()).isEqualTo(2_000);
        assertThat(ended.propertyNames()).containsExactly("name", "value", "default", "version");
    }

    @Test
    void change_thenReset_isSeenAndLeavesAnAudit() {
        JsonNode set = set("poll.intervalMs", "{\"value\":1500,\"reason\":\"a rush\"}");
        JsonNode again = set("poll.intervalMs", "{\"value\":4000,\"forMs\":604800000}");
        JsonNode reset = ops.delete(path("poll.intervalMs") + "?reason=it%20is%20over")
                .expect(200)
                .json();

        assertThat(set)
                .isEqualTo(json("{\"name\":\"poll.intervalMs\",\"value\":1500,\"default\":2000,\"reason\":\"a rush\","
                        + "\"who\":\"%s\",\"version\":%s}".formatted(ops.uid(), set.get("version"))));
        assertThat(reset.get("value").intValue()).isEqualTo(2_000);
        JsonNode audit = ops.get(
                        "/v1/ops/audit?limit=3&below=" + (reset.get("version").longValue() + 1))
                .expect(200)
                .json();
        String until = "{\"value\":4000,\"until\":%s}".formatted(again.get("until"));
        entry(audit.get(0), reset, until, "null", "it is over");
        entry(audit.get(1), again, "{\"value\":1500}", until, "");
        entry(audit.get(2), set, "null", "{\"value\":1500}", "a rush");
    }

    private static void entry(JsonNode entry, JsonNode change, String before, String after, String why) {
        assertThat(entry.get("version")).isEqualTo(change.get("version"));
        assertThat(entry.get("who").stringValue()).isEqualTo(ops.uid());
        assertThat(entry.get("what").stringValue()).isEqualTo("switch poll.intervalMs");
        assertThat(entry.get("old")).isEqualTo(json(before));
        assertThat(entry.get("new")).isEqualTo(json(after));
        assertThat(entry.get("why").stringValue()).isEqualTo(why);
    }

    @Test
    void list_showsAll() {
        assertThat(ops.get("/v1/ops/switches")
                        .expect(200)
                        .json()
                        .valueStream()
                        .map(row -> row.get("name").stringValue()))
                .containsExactly(
                        "type.comment",
                        "type.gift",
                        "type.like",
                        "type.member",
                        "type.status",
                        "type.system",
                        "poll.intervalMs",
                        "sample.percent",
                        "hotRooms",
                        "push",
                        "broadcast",
                        "replay",
                        "guard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void call_withoutTheRole_isRefused(String method) {
        call(Person.ANONYMOUS, method, "type.status").expectProblem(401, "no token");
        call(host, method, "type.status").expectProblem(403, "needs the role ops");
        assertThat(isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void call_unknownName_is404(String method) {
        call(ops, method, "type.dance").expectProblem(404, "'type.dance'", "type.comment", "replay");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            type.status     | {}                             | value: missing    | expected: true or false
            type.status     | {"value":null}                 | value: null       | expected: true or false
            type.status     | {"value":0}                    | value: 0          | expected: true or false
            hotRooms        | {"value":"false"}              | value: "false"    | expected: true or false
            poll.intervalMs | {"value":true}                 | value: true       | expected: 500-60000
            poll.intervalMs | {"value":499}                  | value: 499        | expected: 500-60000
            poll.intervalMs | {"value":60001}                | value: 60001      | expected: 500-60000
            sample.percent  | {"value":-1}                   | value: -1         | expected: 0-100
            sample.percent  | {"value":101}                  | value: 101        | expected: 0-100
            sample.percent  | {"value":50.5}                 | value: 50.5       | expected: 0-100
            push            | {"value":false,"forMs":999}    | forMs: 999        | expected: 1000-604800000
            push            | {"value":false,"forMs":604800001} | forMs: 604800001 | expected: 1000-604800000
            push            | {"value":false,"forMs":"1h"}   | forMs: "1h"       | expected: 1000-604800000
            push            | []                             | request body: a list | expected: an object
            """)
    void badChange_is400(String name, String change, String value, String expected) {
        ops.put(path(name), change).expectProblem(400, value, expected);
    }

    private static Answer call(Person person, String method, String name) {
        return switch (method) {
            case "PUT" -> person.put(path(name), "{\"value\":false}");
            case "DELETE" -> person.delete(path(name));
            default -> person.get(path(name));
        };
    }

    private JsonNode set(String name, String change) {
        changed.add(name);
        return ops.put(path(name), change).expect(200).json();
    }

    private static JsonNode get(String name) {
        return ops.get(path(name)).expect(200).json();
    }

    private static String path(String name) {
        return "/v1/ops/switches/" + name;
    }

    private static boolean isAccepted() {
        return host.send(room, STATUS).status() == 202;
    }

    private static long pollAfterMs() {
        return Person.ANONYMOUS
                .poll(room, "")
                .expect(200)
                .json()
                .get("pollAfterMs")
                .longValue();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
