package live.danmaku.frontend.send;

import live.danmaku.frontend.room.KnownRoom;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.Room;

/**
 * A room that a message may go to, as judged.
 *
 * @param rules the room's moderation, as it was met
 */
record Destination(KnownRoom known, Moderation rules) {

    Room room() {
        return known.room();
    }
}
