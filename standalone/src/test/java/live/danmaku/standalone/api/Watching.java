package live.danmaku.standalone.api;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reading a room as a patient viewer does. */
final class Watching {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** More pages than any test's room has. */
    private static final int MOST_PAGES = 200;

    private Watching() {}

    /** Waits until all of these are visible, and gives all messages kept, in the room's order. */
    static List<JsonNode> untilVisible(String room, List<String> ids) {
        await().atMost(PATIENCE)
                .until(() -> Person.ANONYMOUS
                        .poll(room, "?after=start&limit=500")
                        .ids()
                        .containsAll(ids));
        return Person.ANONYMOUS.poll(room, "?after=start&limit=500").messages();
    }

    /** Waits until the message of this answer is visible, and gives it as it is read. */
    static JsonNode untilVisible(String room, Answer sent) {
        String id = sent.expect(202).field("id");
        return untilVisible(room, List.of(id)).stream()
                .filter(message -> message.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** All pages from a place on, until one says that there is nothing more. */
    static List<Answer> pages(String room, String query, String after) {
        List<Answer> pages = new ArrayList<>();
        String cursor = after;
        while (pages.size() < MOST_PAGES) {
            Answer page =
                    Person.ANONYMOUS.poll(room, query + "&after=" + cursor).expect(200);
            pages.add(page);
            if (page.messages().isEmpty()) {
                return pages;
            }
            cursor = page.field("cursor");
        }
        throw new AssertionError("no end after %d pages".formatted(MOST_PAGES));
    }
}
