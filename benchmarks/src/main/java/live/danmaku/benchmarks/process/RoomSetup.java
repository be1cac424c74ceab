package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark needs of a server before it measures: tokens, rooms, some messages. Calls block. */
public final class RoomSetup {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration ROUTE_WITHIN = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String token;

    /** @throws IOException when the server gives no tokens, as one that is not standalone */
    public RoomSetup(URI server) throws IOException, InterruptedException {
        this.server = server;
        this.token = call(
                        post(
                                "/v1/dev/tokens",
                                "{\"uid\":\"bench\",\"name\":\"bench\",\"roles\":[\"service\",\"ops\"]}"),
                        200)
                .path("token")
                .asString();
    }

    /** A bearer token with the roles {@code service} and {@code ops}. */
    public String token() {
        return token;
    }

    /**
     * A ticket for an anonymous client's long connections; good for a minute, as often as wanted. Blocks until a connector
     * is known.
     */
    public String ticket() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ROUTE_WITHIN.toNanos();
        JsonNode route = call(request("/v1/route?uid=bench"), 200);
        while (!route.has("ticket")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("a route without a ticket (expected: transport push): " + route);
            }
            TimeUnit.MILLISECONDS.sleep(100);
            route = call(request("/v1/route?uid=bench"), 200);
        }
        return route.path("ticket").asString();
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

    /** Pins the gear of a room's comments; processors follow within a second or two. */
    public void pinGear(String room, int gear, Duration length) throws IOException, InterruptedException {
        call(
                authorized("/v1/ops/gears/%s/comment".formatted(room))
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                "{\"gear\":%d,\"forMs\":%d}".formatted(gear, length.toMillis()))),
                200);
    }

    /** The gear of a room's comments with what was measured: {@code gear, lagMs, ratePerS, since, reason}. */
    public JsonNode gear(String room) throws IOException, InterruptedException {
        return call(authorized("/v1/ops/gears?type=comment&room=" + room), 200).path(0);
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER_WITHIN);
    }

    private HttpRequest.Builder post(String path, String json) {
        HttpRequest.Builder post = path.startsWith("/v1/dev/")
                ? request(path).header("Content-Type", "application/json")
                : authorized(path);
        return post.POST(HttpRequest.BodyPublishers.ofString(json));
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
