package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever makes reports up can have nothing taken off by himself. This machine's addresses count like any other here. */
class FalseReportsIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final String HEALTHY = "1.0.0";

    private static final StandaloneServer server = StandaloneServer.fresh()
            .with("DANMAKU_EXEMPT_LOOPBACK", "false")
            .with("DANMAKU_TELEMETRY_ADDRESS_PER_SECOND", "1")
            .with("DANMAKU_TELEMETRY_ADDRESS_BURST", "40");
    private static HttpCalls calls;
    private static String ops = "";

    @BeforeAll
    static void start() throws Exception {
        server.start();
        calls = new HttpCalls(server.baseUrl());
        ops = calls.token("ops", "ops");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void oneAddress_isLimitedAndTakesNothingOff_butThreeDo() throws Exception {
        List<ReportingClient> healthy = clients(2, 7);
        healthy.forEach(client -> accepted(client.connects(HEALTHY, 30, true)));
        ReportingClient liar = clients(100, 101).get(0);
        for (int i = 0; i < 5; i++) {
            accepted(liar.connects("2.0.0", 100, false));
        }
        await().atMost(WITHIN).until(() -> verdict().contains("fewer than 3 addresses"));
        long looked = judgedAt();
        // The guard acts when it finds the same four times.
        await().atMost(WITHIN).until(() -> judgedAt() > looked + 6_000);
        assertThat(rule("2.0.0")).doesNotContain("black");

        healthy.forEach(client -> accepted(client.connects(HEALTHY, 30, true)));
        clients(10, 20).forEach(client -> accepted(client.connects("3.0.0", 6, false)));
        await().atMost(WITHIN).until(() -> rule("3.0.0").equals("poll black"));
        assertThat(rule("2.0.0")).doesNotContain("black");

        String answer = "";
        for (int i = 0; i < 60 && !answer.startsWith("HTTP/1.1 429"); i++) {
            answer = liar.connects("2.0.0", 1, false);
        }
        assertThat(answer)
                .startsWith("HTTP/1.1 429")
                .containsIgnoringCase("retry-after: ")
                .contains("application/problem+json", "this address sends too fast");
        assertThat(calls.get("/actuator/prometheus").body())
                .containsPattern("danmaku_telemetry_refused_total\\{limit=\"address\"} [1-9]");
    }

    private static List<ReportingClient> clients(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> new ReportingClient(URI.create(server.baseUrl()), "127.0.0." + n))
                .toList();
    }

    private static void accepted(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 202");
    }

    private static String verdict() throws IOException, InterruptedException {
        return guard().path("verdict").asString("");
    }

    private static long judgedAt() throws IOException, InterruptedException {
        return guard().get("judgedAt").longValue();
    }

    private static JsonNode guard() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(calls.get("/v1/ops/guard", ops).body());
    }

    private static String rule(String version) throws IOException, InterruptedException {
        JsonNode explained = JsonMapper.shared()
                .readTree(calls.get("/v1/ops/route/explain?uid=u1&version=" + version, ops)
                        .body());
        return explained.get("transport").stringValue() + " "
                + explained.get("rule").stringValue();
    }
}
