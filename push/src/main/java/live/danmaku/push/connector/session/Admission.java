package live.danmaku.push.connector.session;

import java.util.Map;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a session that wants in.
 *
 * @param refused why not; null when it is in
 * @param cursors by topic, the place its messages go on from: the first batch's {@code from}
 */
public record Admission(@Nullable CloseReason refused, Map<Topic, Cursor> cursors) {

    public Admission {
        cursors = Map.copyOf(cursors);
    }

    public static Admission refused(CloseReason reason) {
        return new Admission(reason, Map.of());
    }

    public static Admission to(Map<Topic, Cursor> cursors) {
        return new Admission(null, cursors);
    }
}
