package live.danmaku.tools.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Api.Answer;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An ordinary user beside the hostile ones, with a room of its own: polls it and sends into it all the time, and checks
 * that each answer is its own, that each message comes once, and in order. Runs on a thread of its own.
 */
final class Victim implements Runnable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long PERIOD_MS = 50;

    /** 5 a second, below what a user may. */
    private static final int POLLS_A_SEND = 4;

    private static final int LONGEST_US = 60_000_000;

    private final Api api;
    private final String room;
    private final String token;
    private final String uid;
    private final List<String> sent = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Set<String> wrong = new HashSet<>();
    private Histogram times = new Histogram(LONGEST_US, 3);
    private String cursor = "start";
    private int number;
    private volatile boolean isOver;

    private Victim(Api api, String room, String token, String uid) {
        this.api = api;
        this.room = room;
        this.token = token;
        this.uid = uid;
    }

    static Victim of(Target target) throws InterruptedException {
        String uid = "victim-" + Long.toString(System.nanoTime(), 36);
        String token = target.token(uid, List.of());
        return new Victim(target.api(), target.room(token, "a quiet room"), token, uid);
    }

    @Override
    public void run() {
        try {
            while (!isOver) {
                turn(number++ % POLLS_A_SEND == 0);
                TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(boolean sends) throws InterruptedException {
        if (sends) {
            send(uid + "-" + number);
        }
        poll();
    }

    private void send(String id) throws InterruptedException {
        String message = JSON.writeValueAsString(Map.of("type", "comment", "id", id, "body", Map.of("text", id)));
        Answer answer = timed("POST", "/v1/rooms/" + room + "/messages", message);
        if (answer.status() == 202 && answer.json().path("id").asString("").equals(id)) {
            sent.add(id);
        } else {
            wrong("a send was answered "
                    + (answer.status() == 202 ? answer.json().toString() : answer.problem()));
        }
    }

    private void poll() throws InterruptedException {
        Answer answer = timed("GET", "/v1/rooms/" + room + "/messages?limit=500&types=comment&after=" + cursor, "");
        if (answer.status() != 200 || !answer.json().path("room").asString("").equals(room)) {
            wrong("a poll was answered "
                    + (answer.status() == 200 ? "for " + answer.json().path("room") : answer.problem()));
            return;
        }
        for (JsonNode message : answer.json().path("messages")) {
            synchronized (this) {
                shown.add(message.path("id").asString(""));
            }
            if (!message.path("from").path("uid").asString("").equals(uid)) {
                wrong("a message of " + message.path("from") + " was shown in a room where only " + uid + " writes");
            }
        }
        cursor = answer.json().path("cursor").asString("");
    }

    private Answer timed(String method, String path, String body) throws InterruptedException {
        long from = System.nanoTime();
        Answer answer = api.call(method, path, token, body);
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from);
        synchronized (this) {
            times.recordValue(Math.min(micros, LONGEST_US));
        }
        return answer;
    }

    private synchronized void wrong(String text) {
        wrong.add(text);
    }

    /** Times of calls since the last look, in µs. */
    synchronized Histogram takeTimes() {
        Histogram taken = times;
        times = new Histogram(LONGEST_US, 3);
        return taken;
    }

    /** Ends its thread, whose end the caller awaits before {@link #findings}. */
    void end() {
        isOver = true;
    }

    /** What was wrong with its answers; polls for what is missing yet, for some time at most. */
    List<String> findings() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (shown.size() < sent.size() && System.nanoTime() < deadline) {
            poll();
            TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
        }
        List<String> findings = new ArrayList<>(wrong);
        if (!shown.equals(sent)) {
            findings.add("of %d messages that were accepted %d were shown, or in another order"
                    .formatted(sent.size(), shown.size()));
        }
        return findings;
    }
}
