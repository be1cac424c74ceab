package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What clients report, and what ops see of it. */
class TelemetryIT {

    private static Person ops;

    private final String network = "n" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() {
        ops = Person.with("ops");
    }

    @Test
    void events_ofAnybody_areCountedByCohort() {
        String who = "\"uid\":\"u1\",\"device\":\"d1\",\"version\":\"3.2.0\",\"platform\":\"web\",\"network\":\"%s\""
                .formatted(network);
        JsonNode taken = report("""
                [{"kind":"connect","transport":"websocket","ok":true,"ms":80,%1$s},
                 {"kind":"connect","transport":"websocket","ok":false,"ms":5000,"code":1006,%1$s},
                 {"kind":"disconnect","transport":"websocket","ms":70000,"code":4000,%1$s},
                 {"kind":"delay","transport":"websocket","ms":150,%1$s},
                 {"kind":"gap","transport":"websocket","missed":7,%1$s},
                 {"kind":"delay","transport":"polling","ms":1900,%1$s}]""".formatted(who)).expect(202).json();
        assertThat(taken.get("accepted").intValue()).isEqualTo(6);

        await().atMost(Watching.PATIENCE).until(() -> find("polling").isPresent());
        JsonNode row = find("websocket").orElseThrow();
        assertThat(row.get("version").stringValue()).isEqualTo("3.2.0");
        assertThat(row.get("connects").intValue()).isEqualTo(2);
        assertThat(row.get("failed").intValue()).isEqualTo(1);
        assertThat(row.get("successPercent").doubleValue()).isEqualTo(50);
        assertThat(row.get("connectP50Ms").intValue()).isEqualTo(100);
        assertThat(row.get("disconnects").intValue()).isEqualTo(1);
        assertThat(row.get("delays").intValue()).isEqualTo(1);
        assertThat(row.get("delayP95Ms").intValue()).isEqualTo(200);
        assertThat(row.get("gaps").intValue()).isEqualTo(1);
        assertThat(row.get("missed").intValue()).isEqualTo(7);
        JsonNode all = ops.get("/v1/ops/telemetry").expect(200).json();
        assertThat(all.get("transports").get(0).get("transport").stringValue()).isEqualTo("long");
        assertThat(all.get("transports").get(0).get("connects").intValue()).isGreaterThanOrEqualTo(2);
        assertThat(all.get("versions")
                        .valueStream()
                        .map(version -> version.get("version").stringValue()))
                .contains("3.2.0");
        assertThat(Person.ANONYMOUS.get("/actuator/prometheus").text())
                .contains("danmaku_telemetry_events_total{kind=\"gap\"}");
    }

    @Test
    void events_none_areTaken() {
        report("[]").expect(202);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {}                                                        | object          | a list of events
            [3]                                                       | [0]: 3          | an object
            [{"transport":"tcp"}]                                     | [0].kind: missing | connect, disconnect, delay or gap
            [{"kind":"hello","transport":"tcp"}]                      | [0].kind: "hello" | connect, disconnect, delay or gap
            [{"kind":"gap"}]                                          | [0].transport: missing | one of websocket
            [{"kind":"gap","transport":"pigeon"}]                     | [0].transport: "pigeon" | polling
            [{"kind":"gap","transport":"tcp"},{"kind":"connect","transport":"tcp"}] | [1].ok: missing | true or false
            [{"kind":"connect","transport":"tcp","ok":1}]             | [0].ok: 1       | true or false
            [{"kind":"delay","transport":"tcp"}]                      | [0].ms: missing | 0-
            [{"kind":"delay","transport":"tcp","ms":-1}]              | [0].ms: -1      | 0-
            [{"kind":"delay","transport":"tcp","ms":1.5}]             | [0].ms: 1.5     | 0-
            [{"kind":"gap","transport":"tcp","missed":-1}]            | [0].missed: -1  | 0-
            [{"kind":"gap","transport":"tcp","version":"three"}]      | version: 'three' | such as 3.2.0
            [{"kind":"gap","transport":"tcp","version":3}]            | [0].version: 3  | a text
            [{"kind":"gap","transport":"tcp","uid":"a b"}]            | a b             | expected:
            [{"kind":"gap","transport":"tcp","network":"wi,fi"}]      | [0].network: "wi,fi" | letters
            nonsense                                                  | malformed JSON  | nonsense
            """)
    void events_malformed_are400(String body, String value, String expected) {
        report(body).expectProblem(400, value, expected);
    }

    @Test
    void events_moreThanAHundred_are400() {
        String event = "{\"kind\":\"gap\",\"transport\":\"tcp\"}";

        report("[" + String.join(",", Collections.nCopies(100, event)) + "]").expect(202);
        report("[" + String.join(",", Collections.nCopies(101, event)) + "]")
                .expectProblem(400, "101 events", "100 at most");
    }

    @Test
    void reading_needsTheRoleAndAWindow() {
        Person.ANONYMOUS.get("/v1/ops/telemetry").expectProblem(401, "no token");
        Person.with("host").get("/v1/ops/telemetry").expectProblem(403, "needs the role ops");
        ops.get("/v1/ops/telemetry?windowMs=300001").expectProblem(400, "'300001'", "1000-300000");
        ops.get("/v1/ops/telemetry?windowMs=now").expectProblem(400, "'now'");
    }

    private static Answer report(String events) {
        return Person.ANONYMOUS.post("/v1/telemetry", events);
    }

    private Optional<JsonNode> find(String transport) {
        return ops.get("/v1/ops/telemetry")
                .expect(200)
                .json()
                .get("cohorts")
                .valueStream()
                .filter(row -> row.get("network").stringValue().equals(network)
                        && row.get("transport").stringValue().equals(transport))
                .findAny();
    }
}
