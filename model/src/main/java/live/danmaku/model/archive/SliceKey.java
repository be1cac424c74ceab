package live.danmaku.model.archive;

import live.danmaku.model.RoomId;

/**
 * Names a fixed piece of a finished stream: the messages with {@code number × length ≤ at < (number + 1) × length}.
 *
 * @param version of the archive
 * @param length in ms
 */
public record SliceKey(RoomId room, long version, long length, long number) {

    /** The slice that a moment of the stream lies in. */
    public static SliceKey at(ArchivedStream stream, long length, long at) {
        return new SliceKey(stream.room(), stream.version(), length, Math.floorDiv(at, length));
    }

    /** When it begins, in ms since the stream's beginning. */
    public long from() {
        return number * length;
    }

    /** When the next one begins. */
    public long to() {
        return from() + length;
    }
}
