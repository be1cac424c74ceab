package live.danmaku.playback.slice;

import live.danmaku.model.archive.ArchivedStream;
import live.danmaku.model.room.Room;

/** A stream that can be replayed. */
public record FinishedStream(Room room, ArchivedStream archived) {

    /** Changes whenever an answer about this stream may. */
    public String etag() {
        return "W/\"%d.%d.%s\"".formatted(archived.version(), archived.messages(), Long.toString(room.startedAt(), 36));
    }
}
