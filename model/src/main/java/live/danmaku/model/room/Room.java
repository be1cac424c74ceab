package live.danmaku.model.room;

import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import org.jspecify.annotations.Nullable;

/**
 * A live stream's message room.
 *
 * @param area the channel the stream belongs to, such as {@code music}; may be empty
 * @param startedAt when the stream began, in ms since 1970: a message's {@code at} counts from here
 * @param endedAt when it ended, in ms since 1970; null while it is live
 */
public record Room(
        RoomId id,
        String title,
        String area,
        Sender host,
        RoomState state,
        long startedAt,
        @Nullable Long endedAt) {

    /** Of its objects, and of texts beside their characters. */
    private static final int BYTES_BESIDE_CHARACTERS = 350;

    /** How much memory it takes, about. */
    public int bytes() {
        return BYTES_BESIDE_CHARACTERS
                + Character.BYTES
                        * (title.length() + area.length() + host.name().length());
    }
}
