package live.danmaku.frontend.hotroom;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.StoredMessage;

/**
 * How much of a room a poll gets. In small rooms everything, page by page. In large ones nobody could read everything: a page
 * has the newest messages of a short time, and says how many it leaves out. What is never left out comes on top.
 *
 * @param messages how many at most
 * @param spanMs of how long a time, in ms
 */
record PageSize(int messages, long spanMs) {

    private static final long LARGE = 1_000;
    private static final long VERY_LARGE = 10_000;
    private static final PageSize ALL = new PageSize(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** @param online how many watch the room */
    static PageSize of(long online) {
        if (online < LARGE) {
            return ALL;
        }
        return online < VERY_LARGE ? new PageSize(100, 30_000) : new PageSize(50, 10_000);
    }

    /**
     * Cuts a page.
     *
     * @param wanted what is after the reader's cursor, oldest first
     * @param limit how many the reader wants at most
     * @param end the end of all of it
     */
    PollPage cut(List<SnapshotMessage> wanted, int limit, Cursor end) {
        if (this.equals(ALL)) {
            return wanted.size() <= limit
                    ? new PollPage(end, stored(wanted), false, 0, false)
                    : next(wanted.subList(0, limit), end);
        }
        long oldest = end.place() - Math.min(end.place(), spanMs * Cursor.PLACES_PER_MS);
        List<StoredMessage> kept = new ArrayList<>();
        int room = Math.min(messages, limit);
        for (int i = wanted.size() - 1; i >= 0; i--) {
            SnapshotMessage message = wanted.get(i);
            boolean fits = kept.size() < room && message.stored().place() > oldest;
            if (fits || message.isNeverLeftOut()) {
                kept.add(message.stored());
            }
        }
        java.util.Collections.reverse(kept);
        return new PollPage(end, List.copyOf(kept), false, wanted.size() - kept.size(), false);
    }

    private static PollPage next(List<SnapshotMessage> page, Cursor end) {
        long last = page.get(page.size() - 1).stored().place();
        return new PollPage(new Cursor(end.epoch(), last), stored(page), false, 0, true);
    }

    private static List<StoredMessage> stored(List<SnapshotMessage> messages) {
        return messages.stream().map(SnapshotMessage::stored).toList();
    }
}
