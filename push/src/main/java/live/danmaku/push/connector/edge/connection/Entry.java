package live.danmaku.push.connector.edge.connection;

import live.danmaku.model.RoomId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What an auth asks for.
 *
 * @param encoding the form that messages are wanted in
 * @param ticket as sent; null for none
 * @param foreign of a dialect that is not ours: it may come without a good ticket, as nobody, where that is allowed
 * @param acknowledges whether it will acknowledge
 * @param room to enter; null for none
 * @param cursor where it has read the room up to; null: from now on
 */
public record Entry(
        Encoding encoding,
        @Nullable String ticket,
        boolean foreign,
        boolean acknowledges,
        @Nullable RoomId room,
        @Nullable Cursor cursor) {}
