package live.danmaku.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that end-to-end tests make, as a client would. */
public final class HttpCalls {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String baseUrl;

    public HttpCalls(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    URI uri() {
        return URI.create(baseUrl);
    }

    /** A token of a user with these roles. */
    public String token(String uid, String... roles) throws IOException, InterruptedException {
        String body = "{\"uid\":\"%s\",\"name\":\"%s\",\"roles\":[%s]}"
                .formatted(uid, uid, roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"");
        return JSON.readTree(post("/v1/dev/tokens", "", body).body())
                .get("token")
                .stringValue();
    }

    /** @param token empty for none */
    public HttpResponse<String> post(String path, String token, String body) throws IOException, InterruptedException {
        return call("POST", path, token, body);
    }

    /**
     * @param token empty for none
     * @param body empty for none
     */
    public HttpResponse<String> call(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "");
    }

    /** @param token empty for none */
    public HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The ids of all messages of a type that are kept, in the room's order. */
    public List<String> ids(String room, String type) throws IOException, InterruptedException {
        return messages(room, type).stream()
                .map(message -> message.get("id").stringValue())
                .toList();
    }

    /** All messages of a type that are kept, in the room's order. */
    public List<JsonNode> messages(String room, String type) throws IOException, InterruptedException {
        List<JsonNode> messages = new ArrayList<>();
        String after = "start";
        while (true) {
            JsonNode page =
                    JSON.readTree(get("/v1/rooms/%s/messages?limit=500&types=%s&after=%s".formatted(room, type, after))
                            .body());
            page.get("messages").forEach(messages::add);
            if (page.get("messages").size() < 500) {
                return messages;
            }
            after = page.get("cursor").stringValue();
        }
    }
}
