package live.danmaku.model.archive;

import java.util.List;
import live.danmaku.model.MessageId;
import live.danmaku.model.timeline.Cursor;

/**
 * A piece of a room's log on its way into the archive.
 *
 * @param from where the reader stood; must be where the archive stands
 * @param to where it stands next. Where the log lost its newest part that is in the same epoch, and may be further back
 * @param messages what the reader was given, in the log's order
 * @param deleted messages that are to be kept no longer, wherever they are
 * @param recorded whether the log is a recording from elsewhere, in which one id may be of several messages at a time
 */
public record ArchivePage(
        Cursor from, Cursor to, List<ArchivedMessage> messages, List<MessageId> deleted, boolean recorded) {

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

    /** A piece of a log of this system's own. */
    public ArchivePage(Cursor from, Cursor to, List<ArchivedMessage> messages, List<MessageId> deleted) {
        this(from, to, messages, deleted, false);
    }
}
