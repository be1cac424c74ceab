package live.danmaku.frontend.hotroom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import live.danmaku.frontend.poll.PollPage;
import live.danmaku.model.Priority;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * How much of a room a poll gets. In small rooms everything, page by page. In large ones nobody could read everything: a page
 * has the newest messages of a short time, and says how many it leaves out. What matters and what the viewer wrote comes on
 * top.
 *
 * @param messages how many at most
 * @param spanMs of how long a time, in ms
 * @param samplePercent how many of a hundred messages of the lowest priority are shown; the same ones to everybody
 */
record PageSize(int messages, long spanMs, int samplePercent) {

    private static final long LARGE = 1_000;
    private static final long VERY_LARGE = 10_000;

    /** @param online how many watch the room */
    static PageSize of(long online, int samplePercent) {
        if (online < LARGE) {
            return new PageSize(Integer.MAX_VALUE, Long.MAX_VALUE, samplePercent);
        }
        return online < VERY_LARGE ? new PageSize(100, 30_000, samplePercent) : new PageSize(50, 10_000, samplePercent);
    }

    /** Whether every viewer gets everything. */
    boolean isEverything() {
        return messages == Integer.MAX_VALUE && samplePercent == 100;
    }

    /**
     * Cuts a page.
     *
     * @param wanted what is after the reader's cursor, oldest first
     * @param limit how many the reader wants at most
     * @param end the end of all of it
     * @param viewer who reads, as far as that is known
     */
    PollPage cut(List<SnapshotMessage> wanted, int limit, Cursor end, @Nullable UserId viewer) {
        if (isEverything()) {
            return wanted.size() <= limit
                    ? new PollPage(end, stored(wanted), false, 0, false)
                    : next(wanted.subList(0, limit), end);
        }
        boolean toTheBeginning = spanMs > end.place() / Cursor.PLACES_PER_MS;
        long oldest = toTheBeginning ? -1 : end.place() - spanMs * Cursor.PLACES_PER_MS;
        List<StoredMessage> kept = new ArrayList<>();
        int room = Math.min(messages, limit);
        for (int i = wanted.size() - 1; i >= 0; i--) {
            SnapshotMessage message = wanted.get(i);
            boolean fits = kept.size() < room && message.stored().place() > oldest && isInSample(message);
            if (fits || message.isNeverLeftOut() || message.isFrom(viewer)) {
                kept.add(message.stored());
            }
        }
        Collections.reverse(kept);
        return new PollPage(end, List.copyOf(kept), false, wanted.size() - kept.size(), false);
    }

    private boolean isInSample(SnapshotMessage message) {
        return message.head().priority() != Priority.P3
                || Math.floorMod(message.head().id().hashCode(), 100) < samplePercent;
    }

    private static PollPage next(List<SnapshotMessage> page, Cursor end) {
        long last = page.get(page.size() - 1).stored().place();
        return new PollPage(new Cursor(end.epoch(), last), stored(page), false, 0, true);
    }

    private static List<StoredMessage> stored(List<SnapshotMessage> messages) {
        return messages.stream().map(SnapshotMessage::stored).toList();
    }
}
