package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server said. */
record Answer(HttpResponse<byte[]> http) {

    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return http.statusCode();
    }

    /** The header's value, or an empty text. */
    String header(String name) {
        return http.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
        return http.body();
    }

    String text() {
        return new String(http.body(), UTF_8);
    }

    JsonNode json() {
        return JSON.readTree(http.body());
    }

    /** A field's value as text, whatever its kind. */
    String field(String name) {
        return json().path(name).asString("");
    }

    /** The messages of a page. */
    List<JsonNode> messages() {
        List<JsonNode> messages = new ArrayList<>();
        json().get("messages").forEach(messages::add);
        return messages;
    }

    /** The ids of the messages of a page. */
    List<String> ids() {
        return messages().stream()
                .map(message -> message.get("id").stringValue())
                .toList();
    }

    Answer expect(int status) {
        assertThat(status()).as(text()).isEqualTo(status);
        return this;
    }

    /**
     * Expects problem details of this status.
     *
     * @param said what the detail must hold: the value, and what was expected
     */
    Answer expectProblem(int status, String... said) {
        expect(status);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(json().get("status").intValue()).isEqualTo(status);
        assertThat(field("title")).isNotBlank();
        assertThat(field("detail")).contains(said).doesNotContain("live.danmaku", "java.lang");
        return this;
    }
}
