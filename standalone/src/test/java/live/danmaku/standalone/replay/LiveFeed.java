package live.danmaku.standalone.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.standalone.HttpCalls;
import tools.jackson.databind.json.JsonMapper;

/** Sends texts to a room, in their order as far as some senders at once keep it, and knows which were accepted. */
final class LiveFeed implements AutoCloseable {

    private static final int SENDERS = 6;

    private final HttpCalls calls;
    private final String room;
    private final String token;
    private final List<String> texts;
    private final AtomicInteger next = new AtomicInteger();

    /** The texts of accepted messages by their ids. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

    LiveFeed(HttpCalls calls, String room, String token, List<String> texts) {
        this.calls = calls;
        this.room = room;
        this.token = token;
        this.texts = texts;
    }

    /** Begins to send the texts up to a number of them. */
    List<Future<?>> sendUntil(int end) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            running.add(senders.submit(() -> {
                int number = next.getAndUpdate(at -> Math.min(at + 1, end));
                while (number < end) {
                    send(number);
                    number = next.getAndUpdate(at -> Math.min(at + 1, end));
                }
                return null;
            }));
        }
        return running;
    }

    private void send(int number) throws InterruptedException {
        String id = "m" + number;
        Map<String, Object> message = Map.of("type", "comment", "id", id, "body", Map.of("text", texts.get(number)));
        try {
            String json = JsonMapper.shared().writeValueAsString(message);
            if (calls.post("/v1/rooms/" + room + "/messages", token, json).statusCode() == 202) {
                accepted.put(id, texts.get(number));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> accepted() {
        return new HashMap<>(accepted);
    }

    @Override
    public void close() throws InterruptedException {
        senders.shutdownNow();
        senders.awaitTermination(30, TimeUnit.SECONDS);
    }
}
