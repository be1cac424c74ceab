package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Locale;
import live.danmaku.standalone.architecture.EndpointTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What people and machines that run the server look at. */
class OperatingIT {

    @Test
    void apiDocs_listTheEndpointsOfTheTableOfCosts() {
        JsonNode docs = Person.ANONYMOUS.get("/v3/api-docs").expect(200).json();

        assertThat(docs.get("openapi").stringValue()).startsWith("3.1");
        List<String> endpoints = docs.get("paths")
                .propertyStream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        assertThat(EndpointTable.rows().keySet())
                .filteredOn(endpoint -> endpoint.contains(" /v1/"))
                .containsExactlyInAnyOrderElementsOf(endpoints);
    }

    @Test
    void swaggerPage_answers() {
        Answer first = Person.ANONYMOUS.get("/swagger-ui.html");
        Answer page = first.status() == 302 ? Person.ANONYMOUS.get(path(first.header("Location"))) : first;

        assertThat(page.expect(200).text()).contains("swagger-ui");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void probes_runningServer_sayUp(String probe) {
        assertThat(Person.ANONYMOUS.get("/actuator/health/" + probe).expect(200).field("status"))
                .isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "heapdump", "configprops", "loggers", "threaddump", "shutdown"})
    void actuator_showsNothingElse(String endpoint) {
        Person.ANONYMOUS.get("/actuator/" + endpoint).expect(404);
    }

    @Test
    void prometheus_afterMessagesAndPolls_countsThem() {
        Person host = Person.with("host");
        String room = host.startRoom();
        String repeated = "{\"type\":\"comment\",\"id\":\"repeated\",\"body\":{\"text\":\"hi\"}}";
        host.send(room, repeated).expect(202);
        host.send(room, repeated).expect(202);
        Watching.untilVisible(room, List.of("repeated"));

        await().atMost(Watching.PATIENCE)
                .untilAsserted(() -> assertThat(
                                Person.ANONYMOUS.get("/actuator/prometheus").text())
                        .containsPattern("danmaku_messages_accepted_total\\{[^}]*type=\"comment\"[^}]*} [1-9]")
                        .containsPattern("danmaku_messages_appended_total\\{[^}]*} [1-9]")
                        .containsPattern("danmaku_messages_duplicates_total(\\{[^}]*})? [1-9]")
                        .containsPattern("danmaku_message_lag_seconds_bucket\\{[^}]*le=\"[^}]*} [1-9]")
                        .containsPattern("danmaku_poll_seconds_count(\\{[^}]*})? [1-9]"));
    }

    @Test
    void page_headers_letBrowsersRunOurFilesOnly() {
        Answer page = Person.ANONYMOUS.get("/").expect(200);

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void page_otherOrigin_getsNoPermission() {
        assertThat(Person.ANONYMOUS
                        .get("/v1/rooms", "Origin", "https://elsewhere.example")
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private static String path(String location) {
        return location.replaceFirst("^https?://[^/]+", "");
    }
}
