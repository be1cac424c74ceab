package live.danmaku.frontend.events;

import java.nio.ByteBuffer;
import java.util.List;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * Messages between two places and their event, encoded once. Immutable.
 *
 * @param from null for the newest page
 * @param brokenUpTo see {@link ReadResult.Page}
 * @param text to be duplicated by each who writes it
 */
record EventBatch(
        Topic topic,
        @Nullable Cursor from,
        Cursor to,
        boolean gap,
        long brokenUpTo,
        List<StoredMessage> messages,
        ByteBuffer text) {

    static EventBatch of(Topic topic, ReadFrom asked, ReadResult.Page page) {
        Cursor from = asked instanceof ReadFrom.After after ? after.cursor() : null;
        return of(topic, from, page.cursor(), page.gap(), page.brokenUpTo(), page.messages());
    }

    private static EventBatch of(
            Topic topic, @Nullable Cursor from, Cursor to, boolean gap, long brokenUpTo, List<StoredMessage> messages) {
        return new EventBatch(
                topic, from, to, gap, brokenUpTo, messages, EventText.batch(topic, from, to, gap, messages));
    }

    /** What of it lies after a place of the same epoch that is inside of it. */
    EventBatch after(Cursor place) {
        List<StoredMessage> later = messages.stream()
                .filter(message -> message.place() > place.place())
                .toList();
        return of(topic, place, to, false, brokenUpTo, later);
    }

    int size() {
        return text.remaining();
    }
}
