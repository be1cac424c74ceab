package live.danmaku.db.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements on {@code archived_messages} and {@code archive_totals}, to be run inside of a transaction. */
final class ArchivedRows {

    /** The same as {@link ArchivedMessage#checksum}. */
    private static final String CHECKSUM = "CRC32(CONCAT(place, ':', payload))";

    private static final String DIGESTS = "SELECT type, COUNT(*) AS count, SUM(" + CHECKSUM
            + ") AS checksum FROM archived_messages WHERE room = :room";

    private final JdbcClient jdbc;
    private final RoomId room;

    ArchivedRows(JdbcClient jdbc, RoomId room) {
        this.jdbc = jdbc;
        this.room = room;
    }

    void insert(List<ArchivedMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<Object> values = new ArrayList<>(7 * messages.size());
        for (ArchivedMessage message : messages) {
            values.add(room.value());
            values.add(message.place());
            values.add(message.id().value());
            values.add(message.type().wireName());
            values.add(message.at());
            values.add(message.payloadChecksum());
            values.add(message.payload());
        }
        jdbc.sql("INSERT INTO archived_messages (room, place, id, type, at_ms, crc, payload) VALUES "
                        + String.join(", ", Collections.nCopies(messages.size(), "(?, ?, ?, ?, ?, ?, ?)")))
                .params(values)
                .update();
    }

    /** Deletes what lies between two places, and says what that was. */
    Map<MessageType, Digest> deleteBetween(long after, long upTo) {
        Map<MessageType, Digest> there =
                digests(jdbc.sql(DIGESTS + " AND place > :after AND place <= :upTo GROUP BY type")
                        .param("room", room.value())
                        .param("after", after)
                        .param("upTo", upTo));
        if (!there.isEmpty()) {
            jdbc.sql("DELETE FROM archived_messages WHERE room = :room AND place > :after AND place <= :upTo")
                    .param("room", room.value())
                    .param("after", after)
                    .param("upTo", upTo)
                    .update();
        }
        return there;
    }

    /** Deletes messages by their ids, and says what they were. */
    Map<MessageType, Digest> delete(Collection<MessageId> ids) {
        List<String> values = ids.stream().map(MessageId::value).toList();
        return values.isEmpty() ? Map.of() : delete("id IN (:these)", values);
    }

    /** Deletes the same messages wherever they are, and says what they were. */
    Map<MessageType, Digest> deleteAgain(List<ArchivedMessage> messages) {
        List<Object[]> values = messages.stream()
                .map(message -> new Object[] {message.id().value(), message.payloadChecksum()})
                .toList();
        return values.isEmpty() ? Map.of() : delete("(id, crc) IN (:these)", values);
    }

    private Map<MessageType, Digest> delete(String which, List<?> these) {
        Map<MessageType, Digest> there = digests(jdbc.sql(DIGESTS + " AND " + which + " GROUP BY type")
                .param("room", room.value())
                .param("these", these));
        if (!there.isEmpty()) {
            jdbc.sql("DELETE FROM archived_messages WHERE room = :room AND " + which)
                    .param("room", room.value())
                    .param("these", these)
                    .update();
        }
        return there;
    }

    /** Counts what is there, each type from a place on. */
    Map<MessageType, Digest> stored(Map<MessageType, Long> from) {
        if (from.isEmpty()) {
            return Map.of();
        }
        String types = from.keySet().stream()
                .map(type -> "type = '%s' AND place >= :%s".formatted(type.wireName(), type.wireName()))
                .collect(Collectors.joining(" OR "));
        JdbcClient.StatementSpec statement = jdbc.sql(
                        DIGESTS + " AND place >= :lowest AND (" + types + ") GROUP BY type")
                .param("room", room.value())
                .param("lowest", Collections.min(from.values()));
        from.forEach((type, place) -> statement.param(type.wireName(), place));
        return digests(statement);
    }

    Map<MessageType, Digest> totals() {
        return digests(jdbc.sql("SELECT type, count, checksum FROM archive_totals WHERE room = :room")
                .param("room", room.value()));
    }

    void addToTotals(Map<MessageType, Digest> more) {
        more.forEach((type, digest) -> jdbc.sql("""
                INSERT INTO archive_totals (room, type, count, checksum) VALUES (:room, :type, :count, :checksum) AS added
                ON DUPLICATE KEY UPDATE
                  count = archive_totals.count + added.count, checksum = archive_totals.checksum + added.checksum""")
                .param("room", room.value())
                .param("type", type.wireName())
                .param("count", digest.count())
                .param("checksum", digest.checksum())
                .update());
    }

    static Map<MessageType, Digest> digestsOf(List<ArchivedMessage> messages) {
        Map<MessageType, Digest> digests = new EnumMap<>(MessageType.class);
        for (ArchivedMessage message : messages) {
            digests.put(
                    message.type(),
                    digests.getOrDefault(message.type(), Digest.NONE).plus(message));
        }
        return digests;
    }

    private static Map<MessageType, Digest> digests(JdbcClient.StatementSpec statement) {
        Map<MessageType, Digest> digests = new EnumMap<>(MessageType.class);
        statement.query(row -> {
            digests.put(
                    MessageType.of(row.getString("type")), new Digest(row.getLong("count"), row.getLong("checksum")));
        });
        return digests;
    }

    static ArchivedMessage message(ResultSet row, int number) throws SQLException {
        return new ArchivedMessage(
                new MessageId(row.getString("id")),
                MessageType.of(row.getString("type")),
                row.getLong("at_ms"),
                row.getLong("place"),
                row.getBytes("payload"));
    }
}
