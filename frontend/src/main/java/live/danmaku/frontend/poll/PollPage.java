package live.danmaku.frontend.poll;

import java.util.List;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;

/**
 * What a poll gets of the timeline.
 *
 * @param cursor what to ask for after next
 * @param leftOut how many messages between the reader's cursor and this one were skipped
 * @param more whether more is waiting already
 */
public record PollPage(Cursor cursor, List<StoredMessage> messages, boolean gap, long leftOut, boolean more) {

    static PollPage of(ReadResult result) {
        return result instanceof ReadResult.Page page
                ? new PollPage(page.cursor(), page.messages(), page.gap(), 0, page.more())
                : nothingNew(((ReadResult.Ahead) result).cursor());
    }

    /** The reader has everything, or more than this server knows. */
    public static PollPage nothingNew(Cursor cursor) {
        return new PollPage(cursor, List.of(), false, 0, false);
    }
}
