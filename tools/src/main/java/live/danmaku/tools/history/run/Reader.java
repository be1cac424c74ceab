package live.danmaku.tools.history.run;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Seen;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Fronts;
import org.jspecify.annotations.Nullable;

/** One reader's place in one room, and its history. For one thread. */
final class Reader {

    private final Fronts fronts;
    private final String name;
    private final Purpose purpose;
    private final String room;
    private final HistoryFile history;
    private @Nullable String cursor;

    /**
     * @param fronts asked for whom to ask, for every page
     * @param from a cursor, {@link Poll#START}, or null for the newest page
     */
    Reader(Fronts fronts, String name, Purpose purpose, String room, HistoryFile history, @Nullable String from) {
        this.fronts = fronts;
        this.name = name;
        this.purpose = purpose;
        this.room = room;
        this.history = history;
        this.cursor = from;
    }

    /**
     * A page that was read.
     *
     * @param more whether the next one can be read at once
     */
    record Page(List<Seen> messages, boolean more) {}

    /** Reads on; blocks for the answer. Null when it was not 200: the place is kept. */
    @Nullable
    Page read(int limit) throws InterruptedException {
        String query = "?limit=" + limit + (cursor == null ? "" : "&after=" + cursor);
        long sentAt = HistoryClock.now();
        Api front = fronts.get();
        Api.Answer answer = front.get("/v1/rooms/" + room + "/messages" + query, "");
        if (answer.status() != 200) {
            fronts.failed(front);
            return null;
        }
        List<Seen> messages = new ArrayList<>();
        boolean whole = purpose == Purpose.TIMELINE;
        answer.json()
                .path("messages")
                .forEach(message -> messages.add(whole ? Shown.whole(message) : Shown.brief(message)));
        String next = answer.json().path("cursor").asString();
        boolean gap = answer.json().path("gap").asBoolean(false);
        history.write(new Poll(name, purpose, room, cursor, next, gap, messages, sentAt, HistoryClock.now()));
        cursor = next;
        return new Page(messages, answer.json().path("pollAfterMs").asLong(1) == 0);
    }

    @Nullable
    String cursor() {
        return cursor;
    }

    void goTo(String older) {
        cursor = older;
    }
}
