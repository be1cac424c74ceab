package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gears as ops see and pin them. */
class OpsGearsIT {

    private static Person ops;
    private static Person host;
    private static String room;

    @BeforeAll
    static void startRoom() {
        ops = Person.with("ops");
        host = Person.with("host");
        room = host.startRoom();
    }

    @Test
    void pin_thenUnpin_isSeenAndLeavesAnAudit() {
        long before = System.currentTimeMillis();
        JsonNode pinned = ops.put(gear("comment"), "{\"gear\":3,\"forMs\":60000,\"reason\":\"the final\"}")
                .expect(200)
                .json();

        assertThat(pinned.get("room").stringValue()).isEqualTo(room);
        assertThat(pinned.get("type").stringValue()).isEqualTo("comment");
        assertThat(pinned.get("gear").intValue()).isEqualTo(3);
        assertThat(pinned.get("pinnedUntil").longValue()).isBetween(before + 60_000, before + 90_000);
        JsonNode row = rows("comment").get(0);
        assertThat(row.get("pinnedUntil")).isEqualTo(pinned.get("pinnedUntil"));
        assertThat(row.propertyNames())
                .containsExactly("room", "type", "gear", "lagMs", "ratePerS", "since", "reason", "pinnedUntil");

        JsonNode unpinned = ops.delete(gear("comment") + "?reason=it%20is%20over")
                .expect(200)
                .json();

        assertThat(rows("comment")).allMatch(left -> !left.has("pinnedUntil"));
        JsonNode audit = ops.get("/v1/ops/audit?limit=2&below="
                        + (unpinned.get("version").longValue() + 1))
                .expect(200)
                .json();
        entry(audit.get(0), unpinned, "it is over");
        entry(audit.get(1), pinned, "the final");
        assertThat(audit.get(0).get("old").get("gear").intValue()).isEqualTo(3);
        assertThat(audit.get(0).get("new").isNull()).isTrue();
        assertThat(audit.get(1).get("old").isNull()).isTrue();
        assertThat(audit.get(1).get("new")).isEqualTo(JsonMapper.shared().readTree("{\"gear\":3,\"forMs\":60000}"));
    }

    private static void entry(JsonNode entry, JsonNode change, String why) {
        assertThat(entry.get("version")).isEqualTo(change.get("version"));
        assertThat(entry.get("who").stringValue()).isEqualTo(ops.uid());
        assertThat(entry.get("what").stringValue()).isEqualTo("gear room:" + room + " comment");
        assertThat(entry.get("why").stringValue()).isEqualTo(why);
    }

    @Test
    void list_roomWithMessages_showsTheirRateAndWhenItBegan() {
        String busy = host.startRoom();
        long startedAt = host.get("/v1/rooms/" + busy).json().get("startedAt").longValue();

        await().atMost(Watching.PATIENCE).untilAsserted(() -> {
            host.send(busy, "{\"type\":\"status\",\"body\":{\"key\":\"pk\",\"value\":1}}")
                    .expect(202);
            JsonNode row = ops.get("/v1/ops/gears?type=status&room=" + busy)
                    .expect(200)
                    .json()
                    .get(0);
            assertThat(row).isNotNull();
            assertThat(row.get("gear").intValue()).isEqualTo(1);
            assertThat(row.get("ratePerS").longValue()).isPositive();
            assertThat(row.get("since").longValue()).isEqualTo(startedAt);
            assertThat(row.get("reason").stringValue()).isNotBlank();
        });
    }

    @Test
    void change_withoutTheRole_isRefused() {
        for (String method : new String[] {"PUT", "DELETE"}) {
            call(Person.ANONYMOUS, method).expectProblem(401, "no token");
            call(host, method).expectProblem(403, "needs the role ops");
        }
        assertThat(rows("like")).isEmpty();
    }

    @Test
    void change_ofARoomThatThereIsNot_is404() {
        ops.put("/v1/ops/gears/nowhere/comment", "{\"gear\":1,\"forMs\":1000}").expectProblem(404, "'nowhere'");
        ops.delete("/v1/ops/gears/nowhere/comment").expectProblem(404, "'nowhere'");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            dance   | {"gear":1,"forMs":1000}          | 'dance'            | expected: one of comment
            comment | {"gear":0,"forMs":1000}          | gear: 0            | expected: 1-4
            comment | {"gear":5,"forMs":1000}          | gear: 5            | expected: 1-4
            comment | {"gear":2.5,"forMs":1000}        | gear: 2.5          | expected: 1-4
            comment | {"gear":"2","forMs":1000}        | gear: "2"          | expected: 1-4
            comment | {"forMs":1000}                   | gear: missing      | expected: 1-4
            comment | {"gear":1,"forMs":999}           | forMs: 999         | expected: 1000-86400000
            comment | {"gear":1,"forMs":86400001}      | forMs: 86400001    | expected: 1000-86400000
            comment | {"gear":1}                       | forMs: missing     | expected: 1000-86400000
            comment | {"gear":1,"forMs":null}          | forMs: null        | expected: 1000-86400000
            comment | {"gear":1,"forMs":1000,"reason":[]} | reason: a list  | expected: text
            comment | []                               | request body: a list | expected: an object
            """)
    void badPin_is400(String type, String pin, String value, String expected) {
        ops.put(gear(type), pin).expectProblem(400, value, expected);
    }

    @Test
    void reasonOf501Characters_is400() {
        ops.put(gear("gift"), "{\"gear\":1,\"forMs\":1000,\"reason\":\"%s\"}".formatted("x".repeat(501)))
                .expectProblem(400, "reason: 501 characters", "expected: 500 at most");
    }

    private static Answer call(Person person, String method) {
        return method.equals("PUT")
                ? person.put(gear("like"), "{\"gear\":2,\"forMs\":1000}")
                : person.delete(gear("like"));
    }

    private static String gear(String type) {
        return "/v1/ops/gears/" + room + "/" + type;
    }

    private static JsonNode rows(String type) {
        return ops.get("/v1/ops/gears?room=" + room + "&type=" + type)
                .expect(200)
                .json();
    }
}
