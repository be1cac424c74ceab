package live.danmaku.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the HTTP interface. Stages never fail and complete on the HTTP client's threads. */
final class ServerApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration WITHIN = Duration.ofSeconds(15);

    private final HttpClient http;
    private final ClientSettings settings;

    ServerApi(HttpClient http, ClientSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /**
     * @param status 0 when no answer came
     * @param retryAfterMs what the server asks for, or 0
     */
    record Answer(int status, JsonNode json, long retryAfterMs) {

        /** Why it is no good answer, for people. */
        String problem() {
            return json.path("detail").asString(status == 0 ? "no answer" : "answer " + status);
        }
    }

    CompletableFuture<Answer> get(String path) {
        return call(request(path).GET());
    }

    CompletableFuture<Answer> post(String path, JsonNode body) {
        return call(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(settings.server().toString().replaceAll("/+$", "") + path))
                .timeout(WITHIN);
        String token = settings.token().get();
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private CompletableFuture<Answer> call(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(ServerApi::answer)
                .exceptionally(failure -> new Answer(0, JSON.createObjectNode(), 0));
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        long retryAfterMs = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Long.parseLong(value) * 1000)
                .orElse(0L);
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()), retryAfterMs);
        } catch (JacksonException e) {
            return new Answer(response.statusCode(), JSON.createObjectNode(), retryAfterMs);
        }
    }
}
