package live.danmaku.model.archive;

import java.util.List;
import live.danmaku.model.MessageId;
import live.danmaku.model.timeline.Cursor;

/**
 * A piece of a room's log on its way into the archive.
 *
 * @param from where it begins; must be where the archive stands
 * @param to where it ends
 * @param messages all that the log holds between the two, in the log's order
 * @param deleted messages that are to be kept no longer, wherever they are
 */
public record ArchivePage(Cursor from, Cursor to, List<ArchivedMessage> messages, List<MessageId> deleted) {

    /** More would hold a transaction open for long. */
    public static final int MOST_MESSAGES = 500;

    /** @throws IllegalArgumentException when there are too many messages */
    public ArchivePage {
        if (messages.size() > MOST_MESSAGES) {
            throw new IllegalArgumentException(
                    "messages in a page: %d (expected: %d at most)".formatted(messages.size(), MOST_MESSAGES));
        }
        messages = List.copyOf(messages);
        deleted = List.copyOf(deleted);
    }
}
