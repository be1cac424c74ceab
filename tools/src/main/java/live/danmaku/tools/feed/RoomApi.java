package live.danmaku.tools.feed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One room of a server, over HTTP. Thread-safe. */
final class RoomApi {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final String server;
    private final String room;
    private final String token;

    /** @param token a bearer token with the role {@code service}; null asks the server for one, as standalone runs allow */
    RoomApi(URI server, String room, @Nullable String token) {
        this.server = server.toString().replaceAll("/+$", "");
        this.room = room;
        this.token = token == null ? devToken() : token;
    }

    private String devToken() {
        ObjectNode wish =
                JsonNodeFactory.instance.objectNode().put("uid", "feed").put("name", "feed");
        wish.putArray("roles").add("service");
        Answer answer = call(post("/v1/dev/tokens", wish.toString()).build());
        if (answer.status() != 200) {
            throw new FeedException("%s gives no token: %s (expected: a server that offers /v1/dev/tokens, or --token)"
                    .formatted(server, answer.problem()));
        }
        return answer.json().path("token").asString();
    }

    /**
     * @return whether the room is new
     * @throws FeedException when there is a room of this id that takes no messages
     */
    boolean createIfMissing(String title) {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("area", "feed")
                .put("room", room);
        Answer created = call(withToken(post("/v1/rooms", wish.toString())));
        if (created.status() == 201) {
            return true;
        }
        if (created.status() != 409) {
            throw new FeedException("room %s cannot be created: %s".formatted(room, created.problem()));
        }
        String state = call(get("/v1/rooms/" + room)).json().path("state").asString("unknown");
        if (!state.equals("live")) {
            throw new FeedException("room %s is %s (expected: live, or a new id)".formatted(room, state));
        }
        return false;
    }

    /** The cheapest gift's id. */
    String cheapestGift() {
        JsonNode gifts = call(get("/v1/gifts")).json();
        return gifts.path(0).path("gift").asString("");
    }

    /** Fails with an {@link IOException} when no answer came; then the message may have been accepted. */
    CompletionStage<Answer> send(FeedMessage message) {
        return http.sendAsync(
                        withToken(post("/v1/rooms/" + room + "/messages", message.json())), BodyHandlers.ofByteArray())
                .thenApply(Answer::of);
    }

    /**
     * Blocks for one poll.
     *
     * @param after a cursor, {@code start}, or null for the newest page
     */
    Answer poll(@Nullable String after, int limit) throws IOException, InterruptedException {
        String query = "?limit=" + limit + (after == null ? "" : "&after=" + after);
        return Answer.of(http.send(get("/v1/rooms/" + room + "/messages" + query), BodyHandlers.ofByteArray()));
    }

    private Answer call(HttpRequest request) {
        try {
            return Answer.of(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new FeedException(
                    "%s does not answer: %s (expected: a running server, or --url)".formatted(server, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedException("interrupted", e);
        }
    }

    private HttpRequest.Builder post(String path, String json) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .timeout(ANSWER_WITHIN)
                .build();
    }

    private HttpRequest withToken(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token).build();
    }
}
