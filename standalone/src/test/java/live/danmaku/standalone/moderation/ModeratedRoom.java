package live.danmaku.standalone.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A new room with a host of its own, and the calls that tests of moderation make in it. */
final class ModeratedRoom {

    /** Changes are in force within a second; the test's machine may be slow. */
    static final Duration SOON = Duration.ofSeconds(3);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpCalls calls = new HttpCalls(StandaloneServer.shared().baseUrl());
    private final String path = "/v1/rooms/m" + UUID.randomUUID();

    private final String host;

    ModeratedRoom() throws IOException, InterruptedException {
        host = token("host-" + UUID.randomUUID());
        HttpResponse<String> started = calls.post(
                "/v1/rooms",
                host,
                "{\"title\":\"Moderated\",\"room\":\"%s\"}".formatted(path.substring("/v1/rooms/".length())));
        assertThat(started.statusCode()).isEqualTo(201);
    }

    String token(String uid, String... roles) throws IOException, InterruptedException {
        return calls.token(uid, roles);
    }

    /** The token of the room's host. */
    String host() {
        return host;
    }

    /** Calls something under the room. */
    HttpResponse<String> call(String method, String rest, String token, String body)
            throws IOException, InterruptedException {
        return calls.call(method, path + rest, token, body);
    }

    HttpResponse<String> put(String token, String change) throws IOException, InterruptedException {
        return call("PUT", "/moderation", token, change);
    }

    /** Changes as the host, successfully. */
    void set(String change) throws IOException, InterruptedException {
        assertThat(put(host, change).statusCode()).isEqualTo(200);
    }

    JsonNode settings() throws IOException, InterruptedException {
        return json(call("GET", "/moderation", host, ""));
    }

    HttpResponse<String> comment(String token, String text) throws IOException, InterruptedException {
        return send(token, "comment", "{\"text\":\"%s\"}".formatted(text));
    }

    HttpResponse<String> send(String token, String type, String body) throws IOException, InterruptedException {
        return call("POST", "/messages", token, "{\"type\":\"%s\",\"body\":%s}".formatted(type, body));
    }

    /** Sends a comment and waits until everybody sees it; gives its id. */
    String visibleComment(String token, String text) throws IOException, InterruptedException {
        String id = json(comment(token, text)).get("id").stringValue();
        await().atMost(SOON).until(() -> ids("").contains(id));
        return id;
    }

    /** The messages of all types, as a viewer sees them. */
    List<JsonNode> messages(String token) throws IOException, InterruptedException {
        List<JsonNode> messages = new ArrayList<>();
        json(call("GET", "/messages?limit=500&after=start", token, ""))
                .get("messages")
                .forEach(messages::add);
        return messages;
    }

    List<String> ids(String token) throws IOException, InterruptedException {
        return messages(token).stream()
                .map(message -> message.get("id").stringValue())
                .toList();
    }

    List<String> texts(String token) throws IOException, InterruptedException {
        return messages(token).stream()
                .filter(message -> message.get("type").stringValue().equals("comment"))
                .map(message -> message.get("body").get("text").stringValue())
                .toList();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static String detail(HttpResponse<String> answer) {
        return json(answer).get("detail").stringValue();
    }
}
