package live.danmaku.model.ops;

/**
 * How one process, or several together, serve a room.
 *
 * @param pollsPerS polls answered in the last second
 * @param hotOn on how many front ends it is hot
 * @param sessions long connections in it
 * @param pushMode how connectors learn what is new in it; empty when none follows it
 */
public record RoomFigures(long pollsPerS, int hotOn, long sessions, String pushMode) {

    public static final RoomFigures NOTHING = new RoomFigures(0, 0, 0, "");

    /** What two processes know. */
    public RoomFigures and(RoomFigures other) {
        return new RoomFigures(
                pollsPerS + other.pollsPerS,
                hotOn + other.hotOn,
                sessions + other.sessions,
                sessions >= other.sessions && !pushMode.isEmpty() ? pushMode : other.pushMode);
    }
}
