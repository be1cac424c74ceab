package live.danmaku.tools.history.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page that a reader was given. Polls that were not answered 200 are not written: the reader's place has not changed.
 *
 * @param by the reader's name; a reader reads one room
 * @param purpose what the reader reads for
 * @param after the cursor sent: one that an answer gave, {@value #START} for the oldest message kept, or null for the
 *     newest page
 * @param cursor the cursor given, {@code <epoch>-<place in base 36>}
 * @param gap whether the answer said so
 * @param messages the page, in its order, of all types
 */
public record Poll(
        String by,
        Purpose purpose,
        String room,
        @Nullable String after,
        String cursor,
        boolean gap,
        List<Seen> messages,
        long sentAt,
        long answeredAt)
        implements HistoryLine {

    public static final String START = "start";

    public Poll {
        messages = List.copyOf(messages);
    }

    public enum Purpose {
        /** A reader that is judged. */
        LIVE,
        /** Reads the room from its start when all is over: what it is given is the timeline. */
        TIMELINE
    }
}
