package live.danmaku.frontend.room;

import live.danmaku.model.room.Room;

/**
 * A room as it was at some time.
 *
 * @param knownAt a time by {@link System#nanoTime} at which its stream had not been told to have ended if the room says so
 */
public record KnownRoom(Room room, long knownAt) {}
