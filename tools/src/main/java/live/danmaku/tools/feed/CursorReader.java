package live.danmaku.tools.feed;

import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Reads a room by cursor, page after page. For one thread. */
final class CursorReader {

    static final int PAGE = 500;

    private final RoomApi api;
    private String cursor;
    private boolean gap;

    private CursorReader(RoomApi api, String cursor) {
        this.api = api;
        this.cursor = cursor;
    }

    /** From the oldest message kept. */
    static CursorReader fromStart(RoomApi api) {
        return new CursorReader(api, "start");
    }

    /** From now: nothing that is in the room already. */
    static CursorReader fromNow(RoomApi api) throws IOException, InterruptedException {
        Answer newest = api.poll(null, 1);
        if (newest.status() != 200) {
            throw new FeedException("the room cannot be read: " + newest.problem());
        }
        return new CursorReader(api, newest.json().path("cursor").asString());
    }

    /**
     * Reads one page.
     *
     * @param ids gets the messages' ids in the room's order
     * @return whether more is waiting
     * @throws IOException when no page came; the place is kept, so the call may be repeated
     */
    boolean readPage(Consumer<String> ids) throws IOException, InterruptedException {
        Answer answer = api.poll(cursor, PAGE);
        if (answer.status() != 200) {
            throw new IOException(answer.problem());
        }
        JsonNode page = answer.json();
        gap |= page.path("gap").asBoolean(false);
        page.path("messages").forEach(message -> ids.accept(message.path("id").asString("")));
        cursor = page.path("cursor").asString(cursor);
        return page.path("messages").size() >= PAGE || page.path("pollAfterMs").asLong(-1) == 0;
    }

    /** Whether the server said that messages before a page are no longer kept. */
    boolean sawGap() {
        return gap;
    }
}
