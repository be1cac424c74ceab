package live.danmaku.db.mysql;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchiveReader;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.ArchivedStream;
import live.danmaku.model.archive.Outline;

/**
 * Reads what {@link MySqlArchive} wrote, over few connections of its own: however many ask for replays, everything else finds
 * its connections free. Beyond a thousand questions that wait, more fail at once. Thread-safe.
 */
public final class MySqlReplays implements ArchiveReader, AutoCloseable {

    private final MySqlLink mysql;

    /**
     * Connects when it is first asked.
     *
     * @param connections at most
     */
    public MySqlReplays(MySqlSettings settings, int connections) {
        this.mysql = new MySqlLink(settings, new MySqlPool("mysql-replays", connections, settings.answerWithin()));
    }

    @Override
    public CompletionStage<Optional<ArchivedStream>> find(RoomId room) {
        return mysql.call(jdbc -> jdbc.sql("SELECT version, messages FROM archives WHERE room = :room AND complete")
                .param("room", room.value())
                .query((row, number) -> new ArchivedStream(room, row.getLong("version"), row.getLong("messages")))
                .optional());
    }

    @Override
    public CompletionStage<Optional<Outline>> outline(RoomId room) {
        return mysql.call(jdbc -> jdbc.sql("SELECT outline FROM archives WHERE room = :room AND complete")
                .param("room", room.value())
                .query((row, number) -> Outline.decode(row.getBytes("outline")))
                .optional());
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> between(RoomId room, long from, long to) {
        return mysql.call(jdbc -> jdbc.sql("""
                        SELECT place, id, type, at_ms, payload FROM archived_messages
                        WHERE room = :room AND at_ms >= :from AND at_ms < :to ORDER BY at_ms, place""")
                .param("room", room.value())
                .param("from", from)
                .param("to", to)
                .query(ArchivedRows::message)
                .list());
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> after(RoomId room, long place, int limit) {
        return mysql.call(jdbc -> jdbc.sql("""
                        SELECT place, id, type, at_ms, payload FROM archived_messages
                        WHERE room = :room AND place > :place ORDER BY place, id LIMIT :limit""")
                .param("room", room.value())
                .param("place", place)
                .param("limit", limit)
                .query(ArchivedRows::message)
                .list());
    }

    @Override
    public void close() {
        mysql.close();
    }
}
