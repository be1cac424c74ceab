package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client's long connection to the shared server, in the JSON dialect, which keeps what it hears. */
final class LongConnection implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private volatile int closeCode;
    private final WebSocket socket;

    private LongConnection(URI address) {
        socket = HTTP.newWebSocketBuilder()
                .subprotocols("danmaku.json.v1")
                .buildAsync(address, new Hearing())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Asks for a route and says who it is; blocks until that is answered, or the connection is closed. */
    static LongConnection of(Person person, @Nullable String room) {
        JsonNode route = route(person, "");
        return at(route.get("nodes").get(0).get("ws").stringValue(), route, room);
    }

    /**
     * As {@link #of}, at one connector.
     *
     * @param address such as {@code ws://127.0.0.1:8090/sub}
     * @param route the answer that holds the ticket
     */
    static LongConnection at(String address, JsonNode route, @Nullable String room) {
        LongConnection connection = new LongConnection(URI.create(address));
        ObjectNode auth = JSON.createObjectNode()
                .put("op", "auth")
                .put("ticket", route.get("ticket").stringValue())
                .put("acks", true);
        if (room != null) {
            auth.put("room", room);
        }
        connection.say(auth);
        await().atMost(PATIENCE)
                .until(() -> connection.isClosed() || !connection.heard("auth").isEmpty());
        return connection;
    }

    /** A route to a connector; waits until there is one. */
    static JsonNode route(Person person, String label) {
        String path = "/v1/route?uid=%s&label=%s".formatted(person.uid(), label);
        await().atMost(PATIENCE).until(() -> person.get(path).field("transport").equals("push"));
        return person.get(path).expect(200).json();
    }

    /** One that must be let in. */
    static LongConnection in(Person person, @Nullable String room) {
        LongConnection connection = of(person, room);
        assertThat(connection.closeCode()).isZero();
        assertThat(connection.heard("auth").get(0).get("code").intValue()).isZero();
        return connection;
    }

    private void say(JsonNode message) {
        socket.sendText(message.toString(), true).join();
    }

    /** Acknowledges everything of a topic so far. */
    /** Asks to follow a topic; waits for the answer and gives it. */
    JsonNode subscribe(String topic) {
        say(JSON.createObjectNode().put("op", "subscribe").put("topic", topic));
        await().atMost(PATIENCE).until(() -> answer(topic).isPresent());
        return answer(topic).orElseThrow();
    }

    private Optional<JsonNode> answer(String topic) {
        return heard("subscribe").stream()
                .filter(one -> one.path("topic").asString("").equals(topic))
                .reduce((one, later) -> later);
    }

    void acknowledge(String topic) {
        JsonNode last = batches(topic).get(batches(topic).size() - 1);
        say(JSON.createObjectNode()
                .put("op", "ack")
                .put("topic", topic)
                .put("cursor", last.get("to").stringValue()));
        await().atMost(PATIENCE).until(() -> !heard("ack").isEmpty());
    }

    List<JsonNode> heard(String op) {
        return heard.stream()
                .filter(said -> said.get("op").stringValue().equals(op))
                .toList();
    }

    List<JsonNode> batches(String topic) {
        return heard("messages").stream()
                .filter(batch -> batch.get("topic").stringValue().equals(topic))
                .toList();
    }

    /** The ids of a topic's messages, in the order they came, as often as they came. */
    List<String> ids(String topic) {
        List<String> ids = new ArrayList<>();
        batches(topic)
                .forEach(batch -> batch.get("messages")
                        .forEach(message -> ids.add(message.get("id").stringValue())));
        return ids;
    }

    boolean isClosed() {
        return closeCode != 0;
    }

    /** 0 while it is open. */
    int closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(failure -> socket);
    }

    private final class Hearing implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode = code;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closeCode = 1006;
        }
    }
}
