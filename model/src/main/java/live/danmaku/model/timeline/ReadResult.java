package live.danmaku.model.timeline;

import java.util.List;

/** What a reader is told. */
public sealed interface ReadResult {

    /**
     * Messages, oldest first, places strictly increasing.
     *
     * @param messages at most as many as asked for
     * @param cursor what to read after next: the place of the last message when there is {@code more}, else the
     *     timeline's clock
     * @param gap whether messages after the reader's cursor may be missing here: they were trimmed, or the cursor is of a
     *     lost epoch; the page then begins with the oldest message kept. Or the cursor is of this epoch and points to what
     *     the timeline has lost; the page then begins with what was appended, perhaps again and in another order, since
     * @param more whether the page ends because it is full
     * @param brokenUpTo a cursor of this epoch at or below this place may point to something that was lost, and only the
     *     timeline knows; 0 when nothing was. Who keeps messages to answer others must not answer such a cursor from them
     */
    record Page(List<StoredMessage> messages, Cursor cursor, boolean gap, boolean more, long brokenUpTo)
            implements ReadResult {

        /** A page of a timeline that has lost nothing. */
        public Page(List<StoredMessage> messages, Cursor cursor, boolean gap, boolean more) {
            this(messages, cursor, gap, more, 0);
        }
    }

    /**
     * The cursor is ahead of what this server knows. On a replica: it has not caught up. On a master: it lost a suffix,
     * which the processor will append again. In both cases there is nothing new yet and the reader keeps its cursor.
     */
    record Ahead(Cursor cursor) implements ReadResult {}
}
