package live.danmaku.standalone.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import live.danmaku.standalone.StandaloneServer;

/**
 * Somebody who calls the shared server.
 *
 * @param token empty for nobody in particular
 */
record Person(String uid, String token) {

    static final Person ANONYMOUS = new Person("", "");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** A new user, who has sent nothing yet, named {@code Name of <uid>}. */
    static Person with(String... roles) {
        return named("u-" + UUID.randomUUID(), roles);
    }

    static Person named(String uid, String... roles) {
        String list = Arrays.stream(roles).map(role -> '"' + role + '"').collect(Collectors.joining(","));
        String request = "{\"uid\":\"%s\",\"name\":\"Name of %s\",\"roles\":[%s]}".formatted(uid, uid, list);
        return new Person(
                uid, ANONYMOUS.post("/v1/dev/tokens", request).expect(200).field("token"));
    }

    /** The same person on a device. */
    Person on(String device) {
        String request = "{\"uid\":\"%s\",\"name\":\"Name of %s\",\"device\":\"%s\"}".formatted(uid, uid, device);
        return new Person(
                uid, ANONYMOUS.post("/v1/dev/tokens", request).expect(200).field("token"));
    }

    /** Starts a room of this person and gives its id. */
    String startRoom() {
        return startRoomIn("music");
    }

    String startRoomIn(String area) {
        return post("/v1/rooms", "{\"title\":\"A title\",\"area\":\"%s\"}".formatted(area))
                .expect(201)
                .field("room");
    }

    Answer comment(String room, String text) {
        return send(room, "{\"type\":\"comment\",\"body\":{\"text\":\"%s\"}}".formatted(text));
    }

    Answer send(String room, String message) {
        return post("/v1/rooms/" + room + "/messages", message);
    }

    /** @param query such as {@code ?after=start}, or empty */
    Answer poll(String room, String query) {
        return get("/v1/rooms/" + room + "/messages" + query);
    }

    Answer post(String path, String json) {
        return call("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    Answer put(String path, String json) {
        return call("PUT", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    Answer get(String path, String... headers) {
        return call("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer delete(String path) {
        return call("DELETE", path, BodyPublishers.noBody());
    }

    /** @param headers names and values in turn */
    Answer call(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(StandaloneServer.shared().baseUrl() + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            // Some reports show no causes.
            throw new UncheckedIOException("%s %s: %s, caused by %s".formatted(method, path, e, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
