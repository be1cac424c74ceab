package live.danmaku.standalone.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Seen;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A viewer with a long connection in JSON. When it ends, he comes back with his cursor, to the next connector. He checks that
 * each batch goes on from where the one before it led to, and writes a history of what he was shown.
 */
final class RoomReader implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long BACK_AFTER_MS = 100;

    private final HttpCalls calls;
    private final ScheduledExecutorService thread;
    private final String name;
    private final String room;
    private final String topic;
    private final List<Integer> ports;
    private final HistoryFile history;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Long> seenAt = new HashMap<>();
    private final List<String> holes = new ArrayList<>();
    private @Nullable String cursor;
    private @Nullable WebSocket socket;
    private boolean in;
    private boolean done;
    private int attempts;
    private int connections;
    private int told;

    /**
     * @param calls where tickets come from
     * @param ports of connectors, in the order in which he goes to them
     */
    RoomReader(
            HttpCalls calls,
            ScheduledExecutorService thread,
            String name,
            String room,
            List<Integer> ports,
            HistoryFile history) {
        this.calls = calls;
        this.thread = thread;
        this.name = name;
        this.room = room;
        this.topic = "room:" + room;
        this.ports = List.copyOf(ports);
        this.history = history;
        thread.execute(this::connect);
    }

    private void connect() {
        int port;
        synchronized (this) {
            if (done) {
                return;
            }
            port = ports.get(attempts++ % ports.size());
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
        ObjectNode auth = JSON.createObjectNode().put("op", "auth").put("room", room);
        if (!ticket.isEmpty()) {
            auth.put("ticket", ticket);
        }
        if (cursor != null) {
            auth.put("cursor", cursor);
        }
        opened.sendText(JSON.writeValueAsString(auth), true);
    }

    private synchronized void comeBack() {
        in = false;
        text.setLength(0);
        if (!done && !thread.isShutdown()) {
            thread.schedule(this::connect, BACK_AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        synchronized (this) {
            text.append(data);
            if (last && !done) {
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
                    follow(place, place, false, List.of());
                    in = true;
                    connections++;
                }
            }
            case "messages" -> {
                if (message.path("topic").asString("").equals(topic)) {
                    batch(message);
                }
            }
            default -> {
                // Its own close follows, or it is of no interest here.
            }
        }
    }

    private void batch(JsonNode batch) {
        boolean gap = batch.path("gap").asBoolean(false);
        told += gap || batch.path("leftOut").asInt(0) > 0 ? 1 : 0;
        List<Seen> seen = new ArrayList<>();
        batch.get("messages")
                .forEach(message -> seen.add(new Seen(
                        message.get("id").stringValue(), message.get("type").stringValue())));
        follow(batch.get("from").stringValue(), batch.get("to").stringValue(), gap, seen);
    }

    private void follow(String from, String to, boolean gap, List<Seen> seen) {
        if (cursor != null && !cursor.equals(from) && !gap) {
            holes.add("%s: from %s (expected: %s)".formatted(name, from, cursor));
        }
        long now = HistoryClock.now();
        history.write(new Poll(name, Purpose.LIVE, room, cursor, to, gap, seen, now, now));
        seen.forEach(message -> seenAt.putIfAbsent(message.id(), now));
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

    /** Whether he is let in, and gets what is new. */
    synchronized boolean isIn() {
        return in;
    }

    synchronized int seen() {
        return seenAt.size();
    }

    /** When messages were shown to him, by their ids, in {@link HistoryClock} time. */
    synchronized Map<String, Long> seenAt() {
        return Map.copyOf(seenAt);
    }

    /** Where a batch did not go on from the one before, without a word. */
    synchronized List<String> holes() {
        return List.copyOf(holes);
    }

    /** How often it was told that something is missing. */
    synchronized int told() {
        return told;
    }

    /** How often he was let in. */
    synchronized int connections() {
        return connections;
    }

    @Override
    public synchronized void close() {
        done = true;
        if (socket != null) {
            socket.abort();
        }
    }
}
