package live.danmaku.db.mysql;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchivePage;
import live.danmaku.model.archive.ArchiveProgress;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Digest;
import live.danmaku.model.archive.Outline;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Archives in the tables {@code archives}, {@code archived_messages} and {@code archive_totals}. Every change of a room
 * begins by locking its row of {@code archives}. Thread-safe.
 */
public final class MySqlArchive implements ArchiveWriter {

    private static final int ROWS_A_STATEMENT = 5_000;

    private final MySqlLink mysql;

    public MySqlArchive(MySqlLink mysql) {
        this.mysql = mysql;
    }

    @Override
    public CompletionStage<ArchiveProgress> progress(RoomId room) {
        return mysql.call(jdbc -> find(jdbc, room, "").orElseGet(() -> new ArchiveProgress(Cursor.ORIGIN, false)));
    }

    private static Optional<ArchiveProgress> find(JdbcClient jdbc, RoomId room, String lock) {
        return jdbc.sql("SELECT epoch, place, complete FROM archives WHERE room = :room" + lock)
                .param("room", room.value())
                .query((row, number) -> new ArchiveProgress(
                        new Cursor(new Epoch(row.getString("epoch")), row.getLong("place")),
                        row.getBoolean("complete")))
                .optional();
    }

    @Override
    public CompletionStage<Boolean> add(RoomId room, ArchivePage page) {
        return change(room, page.from(), jdbc -> {
            ArchivedRows rows = new ArchivedRows(jdbc, room);
            ArchivedRows.Put put = rows.put(page.messages(), !page.recorded());
            Totals totals = new Totals();
            put.added().forEach(totals::plus);
            put.removed().forEach(row -> totals.minus(row.type(), new Digest(1, row.checksum())));
            // Afterwards, because the log does not tell which came first, and a deleted message never comes back.
            rows.deleteAll(page.deleted()).forEach(totals::minus);
            rows.addToTotals(totals.change);
            jdbc.sql("UPDATE archives SET epoch = :epoch, place = :place WHERE room = :room")
                    .param("epoch", page.to().epoch().value())
                    .param("place", page.to().place())
                    .param("room", room.value())
                    .update();
            return true;
        });
    }

    /** A change of what was taken. */
    private static final class Totals {

        final Map<MessageType, Digest> change = new EnumMap<>(MessageType.class);

        void plus(ArchivedMessage message) {
            change.put(
                    message.type(),
                    change.getOrDefault(message.type(), Digest.NONE).plus(message));
        }

        void minus(MessageType type, Digest digest) {
            change.put(type, change.getOrDefault(type, Digest.NONE).minus(digest));
        }
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> lacking(RoomId room, List<ArchivedMessage> messages) {
        return mysql.call(jdbc -> new ArchivedRows(jdbc, room).lacking(messages));
    }

    @Override
    public CompletionStage<Void> mend(RoomId room, List<ArchivedMessage> messages) {
        return mysql.call((jdbc, transactions) -> {
            begin(jdbc, room);
            transactions.executeWithoutResult(status -> {
                if (!find(jdbc, room, " FOR UPDATE").orElseThrow().complete()) {
                    ArchivedRows rows = new ArchivedRows(jdbc, room);
                    rows.addToTotals(changeByMoves(rows.put(messages, true)));
                }
            });
            return null;
        });
    }

    /**
     * A message that was missing, or damaged in its place, counted as what it should have been when it was taken. One
     * that was elsewhere counted as it was there.
     */
    private static Map<MessageType, Digest> changeByMoves(ArchivedRows.Put put) {
        Totals totals = new Totals();
        Map<String, List<ArchivedRows.Row>> removed =
                put.removed().stream().collect(Collectors.groupingBy(ArchivedRows.Row::id));
        for (ArchivedMessage message : put.added()) {
            List<ArchivedRows.Row> elsewhere = removed.getOrDefault(message.id().value(), List.of()).stream()
                    .filter(row -> row.place() != message.place())
                    .toList();
            if (!elsewhere.isEmpty()) {
                totals.plus(message);
                elsewhere.forEach(row -> totals.minus(row.type(), new Digest(1, row.checksum())));
            }
        }
        return totals.change;
    }

    /**
     * Makes a change if the archive stands where the caller thinks and is not complete; all of it in one transaction.
     */
    private CompletionStage<Boolean> change(RoomId room, Cursor expected, Function<JdbcClient, Boolean> change) {
        return mysql.call((jdbc, transactions) -> {
            begin(jdbc, room);
            return Boolean.TRUE.equals(transactions.execute(status -> {
                ArchiveProgress progress = find(jdbc, room, " FOR UPDATE").orElseThrow();
                return !progress.complete() && progress.cursor().equals(expected) && change.apply(jdbc);
            }));
        });
    }

    /** {@code since} is of an earlier version of this program and not used any more. */
    private static void begin(JdbcClient jdbc, RoomId room) {
        if (find(jdbc, room, "").isPresent()) {
            return;
        }
        try {
            jdbc.sql("""
                    INSERT INTO archives (room, epoch, place, since, complete, version, messages)
                    VALUES (:room, :epoch, 0, 0, FALSE, 1, 0)""")
                    .param("room", room.value())
                    .param("epoch", Epoch.NONE.value())
                    .update();
        } catch (DuplicateKeyException e) {
            // Somebody else has begun.
        }
    }

    @Override
    public CompletionStage<Map<MessageType, Digest>> taken(RoomId room) {
        return mysql.call(jdbc -> new ArchivedRows(jdbc, room).totals());
    }

    @Override
    public CompletionStage<Map<MessageType, Digest>> stored(RoomId room, Map<MessageType, Long> from) {
        return mysql.call(jdbc -> new ArchivedRows(jdbc, room).stored(from));
    }

    @Override
    public CompletionStage<Void> recount(RoomId room) {
        return mysql.call((jdbc, transactions) -> {
            transactions.executeWithoutResult(status -> {
                if (find(jdbc, room, " FOR UPDATE").isPresent()) {
                    ArchivedRows rows = new ArchivedRows(jdbc, room);
                    Map<MessageType, Digest> difference = new EnumMap<>(rows.stored(everything()));
                    rows.totals()
                            .forEach((type, total) -> difference.put(
                                    type,
                                    difference.getOrDefault(type, Digest.NONE).minus(total)));
                    rows.addToTotals(difference);
                }
            });
            return null;
        });
    }

    private static Map<MessageType, Long> everything() {
        Map<MessageType, Long> from = new EnumMap<>(MessageType.class);
        for (MessageType type : MessageType.values()) {
            from.put(type, 0L);
        }
        return from;
    }

    @Override
    public CompletionStage<Boolean> complete(RoomId room, Cursor at, @Nullable Long liveUntil) {
        return change(room, at, jdbc -> {
            Outline outline = outlineOf(jdbc, room);
            jdbc.sql("""
                    UPDATE archives
                    SET complete = TRUE, outline = :outline, messages = :messages, live_until = :liveUntil
                    WHERE room = :room""")
                    .param("outline", outline.encode())
                    .param("messages", outline.messages())
                    .param("liveUntil", liveUntil)
                    .param("room", room.value())
                    .update();
            return true;
        });
    }

    private static Outline outlineOf(JdbcClient jdbc, RoomId room) {
        Map<MessageType, long[]> times = new EnumMap<>(MessageType.class);
        Map<MessageType, Integer> counts = new EnumMap<>(MessageType.class);
        jdbc.sql("SELECT type, at_ms FROM archived_messages WHERE room = :room ORDER BY at_ms, place")
                .param("room", room.value())
                .withFetchSize(Integer.MIN_VALUE) // row by row, not all at once
                .query(row -> {
                    MessageType type = MessageType.of(row.getString("type"));
                    int count = counts.merge(type, 1, Integer::sum);
                    long[] all = times.getOrDefault(type, new long[16]);
                    if (count > all.length) {
                        all = Arrays.copyOf(all, 2 * all.length);
                    }
                    all[count - 1] = row.getLong("at_ms");
                    times.put(type, all);
                });
        times.replaceAll((type, all) -> Arrays.copyOf(all, counts.getOrDefault(type, 0)));
        return Outline.of(times);
    }

    @Override
    public CompletionStage<List<RoomId>> expired(long now, int limit) {
        return mysql.call(jdbc -> jdbc.sql("SELECT room FROM archives WHERE live_until <= :now LIMIT :limit")
                .param("now", now)
                .param("limit", limit)
                .query((row, number) -> new RoomId(row.getString("room")))
                .list());
    }

    @Override
    public CompletionStage<Void> postpone(Set<RoomId> rooms, long liveUntil) {
        return setLiveUntil(rooms, liveUntil);
    }

    @Override
    public CompletionStage<Void> released(Set<RoomId> rooms) {
        return setLiveUntil(rooms, null);
    }

    private CompletionStage<Void> setLiveUntil(Set<RoomId> rooms, @Nullable Long at) {
        if (rooms.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return mysql.call(jdbc -> jdbc.sql("UPDATE archives SET live_until = :at WHERE room IN (:rooms)")
                        .param("at", at)
                        .param("rooms", rooms.stream().map(RoomId::value).toList())
                        .update())
                .thenAccept(changed -> {});
    }

    @Override
    public CompletionStage<Boolean> delete(RoomId room, MessageId id) {
        return mysql.call((jdbc, transactions) -> Boolean.TRUE.equals(transactions.execute(status -> {
            ArchiveProgress progress = find(jdbc, room, " FOR UPDATE").orElse(null);
            if (progress == null || !progress.complete()) {
                return false;
            }
            ArchivedRows rows = new ArchivedRows(jdbc, room);
            Map<MessageType, Digest> gone = new EnumMap<>(MessageType.class);
            rows.deleteAll(List.of(id)).forEach((type, digest) -> gone.put(type, Digest.NONE.minus(digest)));
            if (gone.isEmpty()) {
                return false;
            }
            rows.addToTotals(gone);
            Outline outline = outlineOf(jdbc, room);
            jdbc.sql("""
                    UPDATE archives SET outline = :outline, messages = :messages, version = version + 1
                    WHERE room = :room""")
                    .param("outline", outline.encode())
                    .param("messages", outline.messages())
                    .param("room", room.value())
                    .update();
            return true;
        })));
    }

    @Override
    public CompletionStage<Void> discard(RoomId room) {
        return mysql.call((jdbc, transactions) -> {
            while (Boolean.TRUE.equals(transactions.execute(status -> discardSome(jdbc, room)))) {
                // Some rows at a time, so that no transaction grows large.
            }
            return null;
        });
    }

    private static boolean discardSome(JdbcClient jdbc, RoomId room) {
        ArchiveProgress progress = find(jdbc, room, " FOR UPDATE").orElse(null);
        if (progress == null || progress.complete()) {
            return false;
        }
        int gone = jdbc.sql("DELETE FROM archived_messages WHERE room = :room LIMIT " + ROWS_A_STATEMENT)
                .param("room", room.value())
                .update();
        if (gone > 0) {
            return true;
        }
        for (String table : List.of("archive_totals", "archives")) {
            jdbc.sql("DELETE FROM " + table + " WHERE room = :room")
                    .param("room", room.value())
                    .update();
        }
        return false;
    }
}
