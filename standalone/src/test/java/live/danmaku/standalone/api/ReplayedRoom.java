package live.danmaku.standalone.api;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A stream that was live on the shared server and has ended. */
record ReplayedRoom(String room, Person host, List<JsonNode> live) {

    /**
     * Sends some messages of several types, ends the stream and waits until it can be replayed.
     *
     * @param comments how many of them are comments
     */
    static ReplayedRoom ended(int comments) {
        Person host = Person.with("host");
        Person service = Person.with("service");
        String room = host.startRoom();
        for (int i = 0; i < comments; i++) {
            service.send(
                            room,
                            ("{\"type\":\"comment\",\"body\":{\"text\":\"<b>%d</b> & 你好 \\\"👩‍👩‍👧\\\" 'x'\",\"color\":%d,"
                                            + "\"mode\":\"%s\"}}")
                                    .formatted(
                                            i,
                                            i,
                                            List.of("scroll", "top", "bottom").get(i % 3)))
                    .expect(202);
        }
        host.send(room, "{\"type\":\"status\",\"body\":{\"key\":\"pk\",\"value\":1}}")
                .expect(202);
        return end(room, host);
    }

    static ReplayedRoom end(String room, Person host) {
        host.post("/v1/rooms/" + room + "/end", "").expect(202);
        await().atMost(Watching.PATIENCE)
                .until(() ->
                        Person.ANONYMOUS.get("/v1/rooms/" + room).field("state").equals("ended"));
        List<JsonNode> live = Watching.pages(room, "?limit=500", "start").stream()
                .flatMap(page -> page.messages().stream())
                .toList();
        return new ReplayedRoom(room, host, live);
    }

    /** @param query such as {@code ?limit=3} */
    Answer page(String query) {
        return Person.ANONYMOUS.get(path("/messages" + query));
    }

    /** All messages, page by page. */
    List<JsonNode> all(String query) {
        List<JsonNode> all = new ArrayList<>();
        Answer page = page(query).expect(200);
        all.addAll(page.messages());
        while (!page.json().get("next").isNull()) {
            page = page(query + (query.isEmpty() ? "?" : "&") + "after=" + page.field("next"))
                    .expect(200);
            all.addAll(page.messages());
        }
        return all;
    }

    List<JsonNode> live(Set<String> types) {
        return live.stream()
                .filter(message -> types.contains(message.get("type").stringValue()))
                .toList();
    }

    String path(String rest) {
        return "/v1/replays/" + room + rest;
    }
}
