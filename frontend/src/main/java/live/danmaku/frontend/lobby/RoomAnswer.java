package live.danmaku.frontend.lobby;

import com.fasterxml.jackson.annotation.JsonInclude;
import live.danmaku.model.room.Room;
import org.jspecify.annotations.Nullable;

/** A room as clients see it; {@code host} is the host's uid. Times are ms since 1970; {@code online} is left out where nobody asked for it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoomAnswer(
        String room,
        String title,
        String area,
        String host,
        String hostName,
        String state,
        long startedAt,
        @Nullable Long endedAt,
        @Nullable Long online) {

    static RoomAnswer of(Room room, @Nullable Long online) {
        return new RoomAnswer(
                room.id().value(),
                room.title(),
                room.area(),
                room.host().uid().value(),
                room.host().name(),
                room.state().wireName(),
                room.startedAt(),
                room.endedAt(),
                online);
    }
}
