package live.danmaku.tools.history.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls to one server. Thread-safe. */
public final class Api {

    /** A client goes to another front end after that. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(6);

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final URI server;

    public Api(URI server) {
        this.server = server;
    }

    /**
     * @param status 0 when no answer came
     * @param json missing when the answer had no JSON
     */
    public record Answer(int status, JsonNode json) {

        public static final Answer NONE = new Answer(0, MissingNode.getInstance());

        private static Answer of(HttpResponse<byte[]> response) {
            try {
                return new Answer(response.statusCode(), JSON.readTree(response.body()));
            } catch (JacksonException e) {
                return new Answer(response.statusCode(), MissingNode.getInstance());
            }
        }

        /** {@code 400 text: blank …}, as the server says it. */
        public String problem() {
            return status == 0
                    ? "no answer"
                    : (status + " " + json.path("detail").asString("")).strip();
        }
    }

    /**
     * Blocks for the answer, {@link #ANSWER_WITHIN} at most.
     *
     * @param token empty for none
     */
    public Answer get(String path, String token) throws InterruptedException {
        return result(send("GET", path, token, ""));
    }

    /** The answer's text, empty without a 200; blocks as {@link #get} does. */
    public String text(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER_WITHIN)
                .build();
        return result(http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(answer -> answer.statusCode() == 200 ? answer.body() : "")
                .exceptionally(failure -> ""));
    }

    /** Blocks as {@link #get} does. */
    public Answer call(String method, String path, String token, String body) throws InterruptedException {
        return result(send(method, path, token, body));
    }

    /** Never fails: without an answer it is {@link Answer#NONE}. */
    public CompletableFuture<Answer> send(String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER_WITHIN)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofByteArray())
                .thenApply(Answer::of)
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof IOException) {
                        return Answer.NONE;
                    }
                    throw new CompletionException(cause);
                });
    }

    /** Blocks for what was made of an answer. */
    public static <T> T result(CompletableFuture<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw new ScenarioException("a call failed: " + e.getCause(), e);
        }
    }

    /** @throws ScenarioException when the server gives none */
    public String token(String uid, String role) throws InterruptedException {
        Answer answer = call(
                "POST",
                "/v1/dev/tokens",
                "",
                "{\"uid\":\"%s\",\"name\":\"%s\",\"roles\":[\"%s\"]}".formatted(uid, uid, role));
        if (answer.status() != 200) {
            throw new ScenarioException("the server gives no token: " + answer.problem());
        }
        return answer.json().path("token").asString();
    }
}
