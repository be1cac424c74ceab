package live.danmaku.standalone.replay;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.standalone.HttpCalls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A room in which somebody says something a hundred times a second, to one front end or to several in turn, and which somebody polls
 * twenty times a second by cursor, from its beginning on.
 */
final class TalkingRoom implements AutoCloseable {

    private static final Duration SAY_EVERY = Duration.ofMillis(10);
    private static final Duration POLL_EVERY = Duration.ofMillis(50);

    final String name;
    private final String path;
    private final List<HttpCalls> frontEnds;
    private final String token;
    private final Set<String> sent = Collections.synchronizedSet(new HashSet<>());
    private final Set<String> accepted = Collections.synchronizedSet(new HashSet<>());
    private final List<JsonNode> seen = new CopyOnWriteArrayList<>();
    private final List<Took> polls = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private int number;
    private String cursor = "start";
    private volatile boolean quiet;

    /** How long a poll that began at a time took, in ns. */
    record Took(long at, long nanos) {}

    /** Begins. The polls go to the first front end. */
    TalkingRoom(String name, String token, List<HttpCalls> frontEnds) throws IOException, InterruptedException {
        this.name = name;
        this.path = "/v1/rooms/" + name;
        this.token = token;
        this.frontEnds = frontEnds;
        frontEnds.get(0).post("/v1/rooms", token, "{\"title\":\"%s\",\"room\":\"%s\"}".formatted(name, name));
        threads.scheduleAtFixedRate(this::say, 0, SAY_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(this::poll, 0, POLL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void say() {
        if (quiet) {
            return;
        }
        String id = "m" + number++;
        String message = "{\"type\":\"comment\",\"id\":\"%s\",\"body\":{\"text\":\"This is %s\"}}".formatted(id, id);
        sent.add(id);
        try {
            HttpResponse<String> answer =
                    frontEnds.get(number % frontEnds.size()).post(path + "/messages", token, message);
            if (answer.statusCode() == 202) {
                accepted.add(id);
            }
        } catch (IOException e) {
            troubles.add("sending: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        long begin = System.nanoTime();
        try {
            HttpResponse<String> answer =
                    frontEnds.get(0).get(path + "/messages?types=comment&limit=500&after=" + cursor);
            polls.add(new Took(begin, System.nanoTime() - begin));
            if (answer.statusCode() != 200) {
                troubles.add("polling: " + answer.statusCode() + " " + answer.body());
                return;
            }
            JsonNode page = JsonMapper.shared().readTree(answer.body());
            if (page.get("gap").booleanValue()) {
                troubles.add("a gap after " + cursor);
            }
            page.get("messages").forEach(seen::add);
            cursor = page.get("cursor").stringValue();
        } catch (IOException e) {
            troubles.add("polling: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for the stream's end. */
    HttpResponse<String> end() throws IOException, InterruptedException {
        return frontEnds.get(0).post(path + "/end", token, "");
    }

    String state() throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(frontEnds.get(0).get(path).body())
                .path("state")
                .asString("");
    }

    /** Says nothing any more. */
    void fallSilent() {
        quiet = true;
    }

    /** What was answered 202 so far. */
    Set<String> accepted() {
        synchronized (accepted) {
            return Set.copyOf(accepted);
        }
    }

    /** What was sent, answered or not. */
    Set<String> sent() {
        synchronized (sent) {
            return Set.copyOf(sent);
        }
    }

    /** What polling showed, in that order. */
    List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    List<String> seenIds() {
        return seen.stream().map(message -> message.get("id").stringValue()).toList();
    }

    List<Took> polls() {
        return List.copyOf(polls);
    }

    /** Polls that were not answered, or not with what follows, and sends that were not answered. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(30, TimeUnit.SECONDS);
    }
}
