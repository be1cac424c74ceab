package live.danmaku.db.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Digest;
import live.danmaku.model.timeline.MessageHead;
import live.danmaku.model.timeline.TimelineLimits;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements on {@code archived_messages} and {@code archive_totals}, to be run inside of a transaction. */
final class ArchivedRows {

    /** The same as {@link ArchivedMessage#checksum}. */
    private static final String CHECKSUM = "CRC32(CONCAT(place, ':', payload))";

    /**
     * For so long a repeated id is the same message, see {@link
     * live.danmaku.model.timeline.TimelineLimits#DEDUPE_BUCKET}.
     */
    private static final long SAME_WITHIN_MS = 2 * TimelineLimits.DEDUPE_BUCKET.toMillis();

    /** More than what comes before the body of a message, but for the sender's name. */
    private static final int MOST_HEAD_BYTES = 512;

    private static final String DIGESTS = "SELECT type, COUNT(*) AS count, SUM(" + CHECKSUM
            + ") AS checksum FROM archived_messages WHERE room = :room";

    private final JdbcClient jdbc;
    private final RoomId room;

    ArchivedRows(JdbcClient jdbc, RoomId room) {
        this.jdbc = jdbc;
        this.room = room;
    }

    /**
     * A row, without its payload.
     *
     * @param sender see {@link #senderOf}
     */
    record Row(long place, String id, String sender, MessageType type, long at, long crc, long checksum) {

        /** Whether it is this message, whole and in its place. */
        private boolean is(ArchivedMessage message) {
            return place == message.place() && checksum == message.checksum();
        }

        /** Whether this message takes its place: it is the same one, or has what its key must not have twice. */
        private boolean yieldsTo(ArchivedMessage message, boolean oneIdOneMessage) {
            return crc == message.payloadChecksum()
                    || place == message.place()
                    || oneIdOneMessage
                            && Math.abs(at - message.at()) < SAME_WITHIN_MS
                            && sender.equals(senderOf(message.payload()));
        }
    }

    /** The uid that a message's first bytes say; empty when they say none. */
    private static String senderOf(byte[] payload) {
        try {
            return MessageHead.of(payload).sender();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** What {@link #put} did. */
    record Put(List<ArchivedMessage> added, Collection<Row> removed) {}

    /**
     * Makes these messages be there, each at its place.
     *
     * @param oneIdOneMessage whether messages of one id and sender are the same one, whatever their bytes, when they
     *     were sent at about
     *     the same time
     */
    Put put(List<ArchivedMessage> messages, boolean oneIdOneMessage) {
        Map<String, List<Row>> there = withIdsOf(messages);
        List<ArchivedMessage> missing = new ArrayList<>();
        Set<Row> gone = new LinkedHashSet<>();
        for (ArchivedMessage message : messages) {
            boolean found = false;
            for (Row row : there.getOrDefault(message.id().value(), List.of())) {
                if (row.is(message)) {
                    found = true;
                } else if (row.yieldsTo(message, oneIdOneMessage)) {
                    gone.add(row);
                }
            }
            if (!found) {
                missing.add(message);
            }
        }
        delete(gone);
        insert(missing);
        return new Put(missing, gone);
    }

    /** Those of these messages that are not there, whole and in their place. */
    List<ArchivedMessage> lacking(List<ArchivedMessage> messages) {
        Map<String, List<Row>> there = withIdsOf(messages);
        return messages.stream()
                .filter(message -> there.getOrDefault(message.id().value(), List.of()).stream()
                        .noneMatch(row -> row.is(message)))
                .toList();
    }

    private Map<String, List<Row>> withIdsOf(List<ArchivedMessage> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("SELECT place, id, type, at_ms, crc, LEFT(payload, " + MOST_HEAD_BYTES + ") AS head, " + CHECKSUM
                        + " AS checksum FROM archived_messages WHERE room = :room AND id IN (:ids)")
                .param("room", room.value())
                .param(
                        "ids",
                        messages.stream().map(message -> message.id().value()).toList())
                .query((row, number) -> new Row(
                        row.getLong("place"),
                        row.getString("id"),
                        senderOf(row.getBytes("head")),
                        MessageType.of(row.getString("type")),
                        row.getLong("at_ms"),
                        row.getLong("crc"),
                        row.getLong("checksum")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::id));
    }

    private void insert(List<ArchivedMessage> messages) {
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

    private void delete(Collection<Row> rows) {
        if (!rows.isEmpty()) {
            jdbc.sql("DELETE FROM archived_messages WHERE room = :room AND (place, id, crc) IN (:these)")
                    .param("room", room.value())
                    .param(
                            "these",
                            rows.stream()
                                    .map(row -> new Object[] {row.place(), row.id(), row.crc()})
                                    .toList())
                    .update();
        }
    }

    /** Deletes messages by their ids, and says what they were. */
    Map<MessageType, Digest> deleteAll(Collection<MessageId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<String> values = ids.stream().map(MessageId::value).toList();
        Map<MessageType, Digest> there = digests(jdbc.sql(DIGESTS + " AND id IN (:ids) GROUP BY type")
                .param("room", room.value())
                .param("ids", values));
        if (!there.isEmpty()) {
            jdbc.sql("DELETE FROM archived_messages WHERE room = :room AND id IN (:ids)")
                    .param("room", room.value())
                    .param("ids", values)
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
