package live.danmaku.standalone.page;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.danmaku.standalone.HttpCalls;

/** People who go on talking in a room until they are stopped, each message with a text of its own. */
final class Chatter implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(60);

    private final HttpCalls calls;
    private final String room;
    private final Duration pause;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::talk, "chatter");
    private volatile boolean over;

    private Chatter(HttpCalls calls, String room, Duration pause) {
        this.calls = calls;
        this.room = room;
        this.pause = pause;
    }

    static Chatter in(HttpCalls calls, String room) {
        return in(calls, room, PAUSE);
    }

    /** @param pause between two messages; a page keeps the newest 300 */
    static Chatter in(HttpCalls calls, String room, Duration pause) {
        Chatter chatter = new Chatter(calls, room, pause);
        chatter.thread.start();
        return chatter;
    }

    private void talk() {
        try {
            String token = calls.token("chatter", "service");
            for (int i = 1; !over; i++) {
                String text = "message " + i;
                String body = "{\"type\":\"comment\",\"body\":{\"text\":\"%s\"}}".formatted(text);
                HttpResponse<String> answer = calls.post("/v1/rooms/" + room + "/messages", token, body);
                if (answer.statusCode() == 202) {
                    said.add(text);
                }
                Thread.sleep(pause.toMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until so many more were accepted. */
    void awaitMore(int count) {
        int wanted = said.size() + count;
        await().atMost(Duration.ofSeconds(60)).until(() -> said.size() >= wanted);
    }

    /** What was accepted, in its order; nothing more comes. */
    List<String> stop() throws InterruptedException {
        over = true;
        thread.join(30_000);
        return List.copyOf(said);
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
