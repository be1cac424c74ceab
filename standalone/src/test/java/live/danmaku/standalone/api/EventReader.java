package live.danmaku.standalone.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import live.danmaku.standalone.StandaloneServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events, as a browser is one. It reads on a thread of its own until it is cut. */
final class EventReader implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> answer;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /**
     * @param name {@code message} where the server named none
     * @param id the cursor; empty for events that have none
     */
    record Event(String name, String id, JsonNode data) {}

    private EventReader(HttpResponse<InputStream> answer) {
        this.answer = answer;
        Thread reading = new Thread(this::read, "event-reader");
        reading.setDaemon(true);
        reading.start();
    }

    /** @param headers names and values in turn */
    static EventReader open(Person who, String room, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(StandaloneServer.shared().baseUrl() + "/v1/rooms/" + room + "/events" + query));
        request.header("Accept", "text/event-stream");
        if (!who.token().isEmpty()) {
            request.header("Authorization", "Bearer " + who.token());
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return new EventReader(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (Scanner blocks = new Scanner(answer.body(), StandardCharsets.UTF_8).useDelimiter("\n\n")) {
            while (blocks.hasNext()) {
                take(blocks.next());
            }
        } finally {
            ended = true;
        }
    }

    private void take(String block) {
        String name = "message";
        String id = "";
        String data = "";
        for (String line : block.split("\n", -1)) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            }
        }
        if (!data.isEmpty()) {
            events.add(new Event(name, id, JSON.readTree(data)));
        }
    }

    int status() {
        return answer.statusCode();
    }

    String contentType() {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** Of one type, in the order they came. */
    List<String> ids(String type) {
        List<String> ids = new ArrayList<>();
        for (Event event : events) {
            for (JsonNode message : event.data().path("messages")) {
                if (message.path("type").asString("").equals(type)) {
                    ids.add(message.path("id").asString(""));
                }
            }
        }
        return ids;
    }

    String lastEventId() {
        return events.stream()
                .map(Event::id)
                .filter(id -> !id.isEmpty())
                .reduce((first, second) -> second)
                .orElse("");
    }

    /** Whether the server has ended the stream, or it was cut. */
    boolean isEnded() {
        return ended;
    }

    /** Drops the connection. */
    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
