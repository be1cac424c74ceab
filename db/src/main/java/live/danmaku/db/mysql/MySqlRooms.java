package live.danmaku.db.mysql;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.room.HostedRooms;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Rooms in the table {@code rooms}. Anybody may ask for rooms of invented ids, so lookups are put together, see
 * {@link BatchedLookups}. Thread-safe.
 */
public final class MySqlRooms implements RoomStore, HostedRooms {

    private final MySqlLink mysql;
    private final BatchedLookups<RoomId, Room> lookups;

    public MySqlRooms(MySqlLink mysql, MeterRegistry registry) {
        this.mysql = mysql;
        Counter refused = Counter.builder("danmaku.room.lookups.refused")
                .description("Lookups of rooms that failed because too many waited")
                .register(registry);
        this.lookups = new BatchedLookups<>(this::findAll, refused::increment);
    }

    @Override
    public CompletionStage<Boolean> create(Room room) {
        return mysql.call(jdbc -> {
            try {
                jdbc.sql("""
                        INSERT INTO rooms (room, title, area, host_uid, host_name, state, started_at, ended_at)
                        VALUES (:room, :title, :area, :hostUid, :hostName, :state, :startedAt, :endedAt)""")
                        .param("room", room.id().value())
                        .param("title", room.title())
                        .param("area", room.area())
                        .param("hostUid", room.host().uid().value())
                        .param("hostName", room.host().name())
                        .param("state", room.state().wireName())
                        .param("startedAt", room.startedAt())
                        .param("endedAt", room.endedAt())
                        .update();
                return true;
            } catch (DuplicateKeyException e) {
                return false;
            }
        });
    }

    @Override
    public CompletionStage<Optional<Room>> find(RoomId id) {
        return lookups.find(id);
    }

    private CompletionStage<Map<RoomId, Room>> findAll(List<RoomId> ids) {
        return mysql.call(jdbc -> jdbc
                .sql("SELECT * FROM rooms WHERE room IN (:rooms)")
                .param("rooms", ids.stream().map(RoomId::value).toList())
                .query(MySqlRooms::room)
                .list()
                .stream()
                .collect(Collectors.toMap(Room::id, room -> room)));
    }

    @Override
    public CompletionStage<Integer> countLive(UserId host) {
        return mysql.call(jdbc -> jdbc.sql("SELECT COUNT(*) FROM rooms WHERE host_uid = :host AND state = :live")
                .param("host", host.value())
                .param("live", RoomState.LIVE.wireName())
                .query(Integer.class)
                .single());
    }

    /** In the order of the index, backwards: newest first, and by id where that is equal. */
    @Override
    public CompletionStage<List<Room>> page(RoomState state, int limit, @Nullable Room after) {
        String onlyAfter =
                after == null ? "" : "AND (started_at < :startedAt OR started_at = :startedAt AND room < :room) ";
        return mysql.call(jdbc -> jdbc.sql("SELECT * FROM rooms WHERE state = :state " + onlyAfter
                        + "ORDER BY started_at DESC, room DESC LIMIT :limit")
                .param("state", state.wireName())
                .param("startedAt", after == null ? 0 : after.startedAt())
                .param("room", after == null ? "" : after.id().value())
                .param("limit", limit)
                .query(MySqlRooms::room)
                .list());
    }

    @Override
    public CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at) {
        return mysql.call(jdbc -> jdbc.sql("""
                                UPDATE rooms SET state = :to, ended_at = COALESCE(ended_at, :at)
                                WHERE room = :room AND state = :from""")
                        .param("to", to.wireName())
                        .param("at", at)
                        .param("room", id.value())
                        .param("from", from.wireName())
                        .update()
                == 1);
    }

    private static Room room(ResultSet row, int number) throws SQLException {
        return new Room(
                new RoomId(row.getString("room")),
                row.getString("title"),
                row.getString("area"),
                new Sender(new UserId(row.getString("host_uid")), row.getString("host_name")),
                RoomState.of(row.getString("state")),
                row.getLong("started_at"),
                row.getObject("ended_at", Long.class));
    }
}
