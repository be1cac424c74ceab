package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the guard does about what clients report. Versions are of this test alone, as other tests share the server. */
class GuardIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final String GOOD = "990.1.0";

    private static int lastVersion;
    private static Person ops;

    private final String bad = "991.%d.0".formatted(++lastVersion);
    private long before;

    @BeforeAll
    static void start() {
        ops = Person.with("ops");
    }

    @BeforeEach
    void remember() {
        before = version();
    }

    @AfterEach
    void putBack() {
        ops.delete("/v1/ops/switches/guard");
        if (version() != before) {
            ops.post("/v1/ops/rules/undo/" + before, "").expect(200);
        }
    }

    @Test
    void badRelease_isRolledBackWithin30sWithReason_andNoOther() {
        JsonNode grey = ops.get("/v1/ops/grey").expect(200).json();
        connects(GOOD, 90, 2);
        connects(bad, 60, 60);

        await().atMost(WITHIN).until(() -> rule(bad).equals("poll black"));

        JsonNode entry = ops.get("/v1/ops/lists")
                .expect(200)
                .json()
                .at("/black/version")
                .valueStream()
                .filter(each -> each.get("value").stringValue().equals(bad))
                .findAny()
                .orElseThrow();
        assertThat(entry.get("who").stringValue()).isEqualTo("guard");
        assertThat(entry.get("reason").stringValue()).contains("60 connects of version " + bad, "0.0 %");
        assertThat(entry.get("until").longValue()).isGreaterThan(System.currentTimeMillis());
        assertThat(rule(GOOD)).doesNotContain("black");
        assertThat(ops.get("/v1/ops/grey").json().get("percent")).isEqualTo(grey.get("percent"));
        await().atMost(Watching.PATIENCE)
                .until(() -> ops.get("/v1/ops/decisions?kind=guard")
                        .expect(200)
                        .text()
                        .contains("version " + bad));
        JsonNode state = ops.get("/v1/ops/guard").expect(200).json();
        assertThat(state.get("state").stringValue()).isEqualTo("alert");
        assertThat(state.get("acts").get(0).get("subject").stringValue()).isEqualTo(bad);
        assertThat(Person.ANONYMOUS.get("/actuator/prometheus").text())
                .contains("danmaku_guard_alert 1.0", "danmaku_guard_acts_total{action=\"black\"}");
    }

    @Test
    void healthyRelease_isLeftAlone() {
        long looked = judgedAt();
        connects(GOOD, 90, 3);
        connects(bad, 90, 5);

        await().atMost(WITHIN).until(() -> judgedAt() > looked + 3_000 && isCounted(bad));

        assertThat(version()).isEqualTo(before);
        assertThat(ops.get("/v1/ops/lists").text()).doesNotContain(bad);
    }

    @Test
    void switchedOff_doesNothing_untilItIsOnAgain() {
        ops.put("/v1/ops/switches/guard", "{\"value\":false,\"reason\":\"we watch it ourselves\"}")
                .expect(200);
        await().atMost(Watching.PATIENCE)
                .until(() -> ops.get("/v1/ops/guard").field("state").equals("off"));
        connects(GOOD, 90, 2);
        connects(bad, 60, 60);
        await().atMost(Watching.PATIENCE).until(() -> isCounted(bad));
        long looked = judgedAt();

        await().during(Duration.ofSeconds(2)).atMost(Watching.PATIENCE).until(() -> judgedAt() == looked);
        assertThat(version()).isEqualTo(before);

        ops.put("/v1/ops/switches/guard", "{\"value\":true}").expect(200);
        await().atMost(WITHIN).until(() -> rule(bad).equals("poll black"));
    }

    @Test
    void reading_needsTheRole() {
        Person.ANONYMOUS.get("/v1/ops/guard").expectProblem(401, "no token");
        Person.with("host").get("/v1/ops/guard").expectProblem(403, "needs the role ops");
    }

    /** As many clients report, in calls of twenty. */
    private static void connects(String version, int all, int failed) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            events.add("""
                    {"kind":"connect","transport":"websocket","uid":"u%d","version":"%s","network":"wifi","ok":%s,"ms":120}""".formatted(i, version, i >= failed));
            if (events.size() == 20 || i == all - 1) {
                Person.ANONYMOUS
                        .post("/v1/telemetry", "[" + String.join(",", events) + "]")
                        .expect(202);
                events.clear();
            }
        }
    }

    private static boolean isCounted(String version) {
        return ops.get("/v1/ops/telemetry")
                .expect(200)
                .json()
                .get("versions")
                .valueStream()
                .anyMatch(row -> row.get("version").stringValue().equals(version));
    }

    private static String rule(String version) {
        JsonNode explained = ops.get("/v1/ops/route/explain?uid=u1&version=" + version)
                .expect(200)
                .json();
        return explained.get("transport").stringValue() + " "
                + explained.get("rule").stringValue();
    }

    private static long judgedAt() {
        return ops.get("/v1/ops/guard").expect(200).json().get("judgedAt").longValue();
    }

    private static long version() {
        return ops.get("/v1/ops/grey").expect(200).json().get("version").longValue();
    }
}
