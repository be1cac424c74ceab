package live.danmaku.frontend.room;

import java.util.concurrent.CompletionStage;
import live.danmaku.db.cache.LastKnownCache;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomStore;
import live.danmaku.web.problem.ApiException;

/** Rooms as every request needs them, see {@link LastKnownCache}. Thread-safe. */
public final class Rooms {

    private final LastKnownCache<RoomId, Room> cache;

    public Rooms(RoomStore store) {
        cache = new LastKnownCache<>(store::find, Room::bytes);
    }

    /**
     * @param room a room id as it came in a path
     * @return the room; fails with an {@link ApiException} 404 when there is none of that name
     */
    public CompletionStage<Room> require(String room) {
        return known(room).thenApply(KnownRoom::room);
    }

    /** As {@link #require}, with how old that is. */
    CompletionStage<KnownRoom> known(String room) {
        RoomId id;
        try {
            id = new RoomId(room);
        } catch (IllegalArgumentException e) {
            throw ApiException.notFound("no room '%s': %s".formatted(room, e.getMessage()));
        }
        return cache.known(id)
                .thenApply(found -> found.map(known -> new KnownRoom(known.value(), known.askedAt()))
                        .orElseThrow(() -> ApiException.notFound(
                                "no room '%s' (expected: a room that was started)".formatted(room))));
    }

    /** Makes this front end ask again, after it changed the room itself. */
    public void changed(RoomId id) {
        cache.changed(id);
    }
}
