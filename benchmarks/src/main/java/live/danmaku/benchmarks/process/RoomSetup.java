package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark needs of a server before it measures: tokens, rooms, some messages. Calls block. */
public final class RoomSetup {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String token;

    /** @throws IOException when the server gives no service token, as one that is not standalone */
    public RoomSetup(URI server) throws IOException, InterruptedException {
        this.server = server;
        this.token = call(post("/v1/dev/tokens", "{\"uid\":\"bench\",\"name\":\"bench\",\"roles\":[\"service\"]}"), 200)
                .path("token")
                .asString();
    }

    /** A bearer token with the role {@code service}. */
    public String token() {
        return token;
    }

    public void createRoom(String room) throws IOException, InterruptedException {
        call(post("/v1/rooms", "{\"title\":\"bench\",\"area\":\"bench\",\"room\":\"%s\"}".formatted(room)), 201);
    }

    public void comment(String room, String text) throws IOException, InterruptedException {
        call(
                post(
                        "/v1/rooms/%s/messages".formatted(room),
                        "{\"type\":\"comment\",\"body\":{\"text\":\"%s\"}}".formatted(text)),
                202);
    }

    /** @param query such as {@code after=start&limit=10} */
    public JsonNode poll(String room, String query) throws IOException, InterruptedException {
        return call(request("/v1/rooms/%s/messages?%s".formatted(room, query)), 200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER_WITHIN);
    }

    private HttpRequest.Builder post(String path, String json) {
        HttpRequest.Builder post = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return path.startsWith("/v1/dev/") ? post : post.header("Authorization", "Bearer " + token);
    }

    private JsonNode call(HttpRequest.Builder built, int expected) throws IOException, InterruptedException {
        HttpRequest request = built.build();
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException("%s %s: %s".formatted(request.method(), request.uri(), e), e);
        }
        if (response.statusCode() != expected) {
            throw new IOException("%s answers %d (expected: %d): %s"
                    .formatted(request.uri(), response.statusCode(), expected, response.body()));
        }
        return JSON.readTree(response.body());
    }
}
