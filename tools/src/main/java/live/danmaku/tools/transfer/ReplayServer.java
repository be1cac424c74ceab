package live.danmaku.tools.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server's finished streams, over HTTP. */
final class ReplayServer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final String DEV_TOKEN = "{\"uid\":\"import\",\"name\":\"import\",\"roles\":[\"service\"]}";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final String url;

    ReplayServer(URI url) {
        this.url = url.toString().replaceAll("/+$", "");
    }

    /** @throws TransferException when the server gives no tokens */
    String devToken() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/dev/tokens"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(DEV_TOKEN))
                .build();
        HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new TransferException(
                    "%s gives no token: %s (expected: a server that offers /v1/dev/tokens, or --token)"
                            .formatted(url, problem(answer.statusCode(), answer.body())));
        }
        return JSON.readTree(answer.body()).path("token").asString("");
    }

    /**
     * A stream's file as it comes. The caller closes the body.
     *
     * @param ending {@code xml} or {@code jsonl}
     */
    HttpResponse<InputStream> export(String room, String ending) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/replays/" + room + "." + ending))
                .build();
        HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new TransferException("room %s cannot be exported: %s"
                    .formatted(room, problem(answer.statusCode(), read(answer.body()))));
        }
        return answer;
    }

    /**
     * Sends a stream, and says how many messages the server took.
     *
     * @param query of the room, such as {@code title=x&startedAt=1}
     */
    long take(String room, String query, String token, BodyPublisher lines) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/replays/" + room + "?" + query))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-ndjson")
                .PUT(lines)
                .build();
        HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 201) {
            throw new TransferException(
                    "room %s cannot be imported: %s".formatted(room, problem(answer.statusCode(), answer.body())));
        }
        return JSON.readTree(answer.body()).path("messages").asLong(0);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new TransferException(
                    "%s does not answer: %s (expected: a running server, or --url)".formatted(url, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferException("interrupted", e);
        }
    }

    private static byte[] read(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static String problem(int status, byte @Nullable [] body) {
        try {
            JsonNode detail = JSON.readTree(body).path("detail");
            return detail.isString() ? status + " " + detail.stringValue() : Integer.toString(status);
        } catch (JacksonException e) {
            return Integer.toString(status);
        }
    }
}
