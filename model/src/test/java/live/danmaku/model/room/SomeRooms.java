package live.danmaku.model.room;

import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;

/** Rooms for tests: hosted by {@code host}, begun at {@value #STARTED_AT}. */
public final class SomeRooms {

    public static final long STARTED_AT = 1_700_000_000_000L;

    private SomeRooms() {}

    public static Room live(String id) {
        return in(RoomState.LIVE, id);
    }

    public static Room in(RoomState state, String id) {
        return new Room(
                new RoomId(id),
                "A title",
                "music",
                new Sender(new UserId("host"), "Host"),
                state,
                STARTED_AT,
                state == RoomState.LIVE ? null : STARTED_AT + 60_000);
    }
}
