package live.danmaku.standalone.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.standalone.HttpCalls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A viewer with a long connection in JSON, who comes back with his cursor when it ends. He checks that each batch goes on
 * from where the one before it led to.
 */
final class RoomReader implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long BACK_AFTER_MS = 100;

    private final HttpCalls calls;
    private final ScheduledExecutorService thread;
    private final String topic;
    private final String room;
    private final int port;
    private final StringBuilder text = new StringBuilder();
    private final List<String> ids = new ArrayList<>();
    private final List<String> holes = new ArrayList<>();
    private @Nullable String cursor;
    private @Nullable WebSocket socket;
    private boolean in;
    private boolean done;
    private int told;
    private int connections;
    private long lastAt = System.nanoTime();

    /**
     * @param calls where tickets come from
     * @param port of the connector
     */
    RoomReader(HttpCalls calls, ScheduledExecutorService thread, String room, int port) {
        this.calls = calls;
        this.thread = thread;
        this.room = room;
        this.topic = "room:" + room;
        this.port = port;
        thread.execute(this::connect);
    }

    private void connect() {
        if (isDone()) {
            return;
        }
        try {
            String ticket =
                    JSON.readTree(calls.get("/v1/route").body()).path("ticket").asString("");
            HTTP.newWebSocketBuilder()
                    .subprotocols("danmaku.json.v1")
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/sub"), this)
                    .whenComplete((opened, failure) -> {
                        if (failure == null) {
                            authenticate(opened, ticket);
                        } else {
                            comeBack();
                        }
                    });
        } catch (IOException e) {
            comeBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void authenticate(WebSocket opened, String ticket) {
        socket = opened;
        var auth = JSON.createObjectNode().put("op", "auth").put("room", room);
        if (!ticket.isEmpty()) {
            auth.put("ticket", ticket);
        }
        if (cursor != null) {
            auth.put("cursor", cursor);
        }
        opened.sendText(JSON.writeValueAsString(auth), true);
    }

    private synchronized boolean isDone() {
        return done;
    }

    private void comeBack() {
        synchronized (this) {
            in = false;
            text.setLength(0);
        }
        if (!isDone() && !thread.isShutdown()) {
            thread.schedule(this::connect, BACK_AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        synchronized (this) {
            text.append(data);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                heard(message);
            }
        }
        from.request(1);
        return null;
    }

    private void heard(JsonNode message) {
        switch (message.path("op").asString("")) {
            case "auth" -> {
                String place = message.path("cursors").path(topic).asString("");
                if (message.path("code").asInt(-1) == 0 && !place.isEmpty()) {
                    follow(place, place, "auth");
                    in = true;
                    connections++;
                }
            }
            case "messages" -> {
                if (message.path("topic").asString("").equals(topic)) {
                    messages(message);
                }
            }
            default -> {
                // Its own close follows, or it is of no interest here.
            }
        }
    }

    private void messages(JsonNode batch) {
        boolean isTold =
                batch.path("gap").asBoolean(false) || batch.path("leftOut").asInt(0) > 0;
        told += isTold ? 1 : 0;
        follow(batch.get("from").stringValue(), batch.get("to").stringValue(), isTold ? "told" : "batch");
        lastAt = System.nanoTime();
        batch.get("messages").forEach(message -> ids.add(message.get("id").stringValue()));
    }

    private void follow(String from, String to, String what) {
        if (cursor != null && !cursor.equals(from) && !what.equals("told")) {
            holes.add("%s from %s (expected: %s)".formatted(what, from, cursor));
        }
        cursor = to;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        comeBack();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        comeBack();
    }

    synchronized boolean isIn() {
        return in;
    }

    /** Ids of all messages, in the order in which they came. */
    synchronized List<String> ids() {
        return List.copyOf(ids);
    }

    synchronized int count() {
        return ids.size();
    }

    /** Where a batch did not go on from the one before, without a word. */
    synchronized List<String> holes() {
        return List.copyOf(holes);
    }

    /** How often it was told that something is missing. */
    synchronized int told() {
        return told;
    }

    synchronized int connections() {
        return connections;
    }

    /** When a batch came last, in {@link System#nanoTime()}. */
    synchronized long lastAt() {
        return lastAt;
    }

    @Override
    public synchronized void close() {
        done = true;
        if (socket != null) {
            socket.abort();
        }
    }
}
