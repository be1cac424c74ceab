package live.danmaku.tools.feed;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server answered.
 *
 * @param retryAfter what {@code Retry-After} asks for; null without it
 */
record Answer(int status, byte[] body, @Nullable Duration retryAfter) {

    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<byte[]> response) {
        @Nullable
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
        return new Answer(response.statusCode(), response.body(), retryAfter);
    }

    /** Whether the same request may be answered otherwise later. */
    boolean isWorthARetry() {
        return status >= 500 || status == 429 || status == 408;
    }

    /** @throws FeedException when the body is not JSON */
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new FeedException("the server answered %d with something that is not JSON".formatted(status), e);
        }
    }

    /** What went wrong, in the server's words: {@code 400 text: blank …}. */
    String problem() {
        String detail;
        try {
            detail = JSON.readTree(body).path("detail").asString("");
        } catch (JacksonException e) {
            detail = "";
        }
        return detail.isEmpty() ? Integer.toString(status) : status + " " + detail;
    }
}
