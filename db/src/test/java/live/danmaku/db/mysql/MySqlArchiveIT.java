package live.danmaku.db.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchivePage;
import live.danmaku.model.archive.ArchiveProgress;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.ArchivedStream;
import live.danmaku.model.archive.Digest;
import live.danmaku.model.archive.Outline;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MySqlArchiveIT {

    private static final MySqlAddress MYSQL = TestEngines.mysql();
    private static final MySqlSettings SETTINGS = new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 4);
    private static final MySqlLink LINK = new MySqlLink(SETTINGS);
    private static final MySqlReplays REPLAYS = new MySqlReplays(SETTINGS, 2);
    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);
    private static final Epoch FIRST = new Epoch("e1");

    private final RoomId room = new RoomId("r" + UUID.randomUUID());
    private final MySqlArchive archive = new MySqlArchive(LINK);

    @AfterAll
    static void disconnect() {
        REPLAYS.close();
        LINK.close();
    }

    @Test
    void add_twice_takesThePageOnce() {
        ArchivePage page = page(Cursor.ORIGIN, 5, message("a", 1), message("b", 2), message("c", 5));

        assertThat(get(archive.add(room, page))).isTrue();
        assertThat(get(archive.add(room, page))).isFalse();

        assertThat(get(archive.progress(room))).isEqualTo(new ArchiveProgress(new Cursor(FIRST, 5), false));
        assertThat(ids()).containsExactly("a", "b", "c");
        assertThat(proof()).isTrue();
    }

    @Test
    void add_pageOfALogThatLostItsEnd_deletesNothingAndMovesWhatComesAgain() {
        get(archive.add(room, page(Cursor.ORIGIN, 5, message("a", 1), message("b", 2), message("c", 5))));

        get(archive.add(room, page(new Cursor(FIRST, 5), 4, message("b", 3), message("d", 4))));

        assertThat(get(archive.progress(room))).isEqualTo(new ArchiveProgress(new Cursor(FIRST, 4), false));
        assertThat(ids()).containsExactly("a", "b", "d", "c");
        assertThat(proof()).isTrue();
    }

    @Test
    void add_otherTryOfAMessage_isTheSameMessageForTwentyMinutes() {
        get(archive.add(room, page(Cursor.ORIGIN, 5, said("a", 1, 1_000), said("b", 2, 1_000))));

        get(archive.add(room, page(new Cursor(FIRST, 5), 9, said("a", 8, 3_000), said("b", 9, 1_201_000))));

        assertThat(get(REPLAYS.after(room, 0, 100)).stream().map(ArchivedMessage::place))
                .containsExactly(2L, 8L, 9L);
        assertThat(proof()).isTrue();
    }

    @Test
    void add_idOfAnotherSender_isAMessageOfItsOwn() {
        get(archive.add(room, page(Cursor.ORIGIN, 5, said("a", 1, 1_000, "mallory"), said("a", 2, 1_100, "ann"))));
        assertThat(ids()).containsExactly("a", "a");

        get(archive.add(room, page(new Cursor(FIRST, 5), 9, said("a", 8, 3_000, "ann"))));

        assertThat(get(REPLAYS.after(room, 0, 100)).stream().map(ArchivedMessage::place))
                .containsExactly(1L, 8L);
        assertThat(proof()).isTrue();
        get(archive.complete(room, new Cursor(FIRST, 9), null));
        assertThat(get(archive.delete(room, new MessageId("a")))).isTrue();
        assertThat(ids()).isEmpty();
    }

    @Test
    void add_recording_keepsEachLineWhateverItsId() {
        ArchivePage first =
                new ArchivePage(Cursor.ORIGIN, new Cursor(FIRST, 5), List.of(said("a", 1, 1_000)), List.of(), true);
        ArchivePage second = new ArchivePage(
                new Cursor(FIRST, 5), new Cursor(FIRST, 9), List.of(said("a", 8, 3_000)), List.of(), true);
        get(archive.add(room, first));
        get(archive.add(room, second));

        assertThat(ids()).containsExactly("a", "a");
    }

    @Test
    void mend_whatIsMissingDamagedOrElsewhere_isAsItWasTaken() {
        get(archive.add(
                room, page(Cursor.ORIGIN, 9, message("a", 1), message("b", 2), message("c", 5), message("d", 9))));
        change("DELETE FROM archived_messages WHERE room = ? AND id = 'a'");
        change("UPDATE archived_messages SET payload = '?' WHERE room = ? AND id = 'b'");
        List<ArchivedMessage> log = List.of(message("a", 1), message("b", 2), message("c", 6));
        assertThat(get(archive.lacking(room, log))).isEqualTo(log);

        get(archive.mend(room, log));

        assertThat(get(archive.lacking(room, log))).isEmpty();
        assertThat(ids()).containsExactly("a", "b", "c", "d");
        assertThat(get(archive.progress(room))).isEqualTo(new ArchiveProgress(new Cursor(FIRST, 9), false));
        assertThat(proof()).isTrue();
    }

    @Test
    void add_newEpoch_keepsWhatTheOldOneHadAndMovesWhatComesAgain() {
        get(archive.add(room, page(Cursor.ORIGIN, 5, message("a", 1), message("b", 2), message("c", 5))));
        Cursor second = new Cursor(new Epoch("e2"), 9);
        ArchivePage rebuilt =
                new ArchivePage(new Cursor(FIRST, 5), second, List.of(message("c", 7), message("d", 9)), List.of());

        assertThat(get(archive.add(room, rebuilt))).isTrue();

        assertThat(get(archive.progress(room))).isEqualTo(new ArchiveProgress(second, false));
        assertThat(ids()).containsExactly("a", "b", "c", "d");
        assertThat(proof()).isTrue();
    }

    @Test
    void add_deletion_takesTheMessageAwayWhereverItIs() {
        get(archive.add(room, page(Cursor.ORIGIN, 2, message("a", 1), message("b", 2))));
        get(archive.add(
                room,
                new ArchivePage(
                        new Cursor(FIRST, 2),
                        new Cursor(FIRST, 4),
                        List.of(message("n", 4)),
                        List.of(new MessageId("a"), new MessageId("unknown")))));

        assertThat(ids()).containsExactly("b", "n");
        assertThat(proof()).isTrue();
    }

    @Test
    void stored_rowsChangedBehindItsBack_differsFromWhatWasTaken() {
        get(archive.add(room, page(Cursor.ORIGIN, 2, message("a", 1), message("b", 2))));
        change("UPDATE archived_messages SET payload = 'x' WHERE room = ? AND id = 'a'");

        assertThat(proof()).isFalse();
    }

    @Test
    void stored_fromAPlace_countsTheTypeFromThereOn() {
        ArchivedMessage gift = new ArchivedMessage(new MessageId("g"), MessageType.GIFT, 3, 3, new byte[] {1, 2});
        get(archive.add(room, page(Cursor.ORIGIN, 3, message("a", 1), message("b", 2), gift)));

        assertThat(get(archive.stored(room, Map.of(MessageType.COMMENT, 2L, MessageType.GIFT, 1L))))
                .isEqualTo(Map.of(
                        MessageType.COMMENT, Digest.NONE.plus(message("b", 2)),
                        MessageType.GIFT, Digest.NONE.plus(gift)));
    }

    @Test
    void complete_archive_canBeReadAndIsClosed() {
        get(archive.add(room, page(Cursor.ORIGIN, 5, message("a", 1), message("b", 2), message("c", 5))));
        assertThat(get(REPLAYS.find(room))).isEmpty();

        assertThat(get(archive.complete(room, new Cursor(FIRST, 4), 77L))).isFalse();
        assertThat(get(archive.complete(room, new Cursor(FIRST, 5), 77L))).isTrue();

        assertThat(get(REPLAYS.find(room))).contains(new ArchivedStream(room, 1, 3));
        Outline outline = get(REPLAYS.outline(room)).orElseThrow();
        assertThat(outline.count(ALL, 0, 500)).isEqualTo(2);
        assertThat(get(REPLAYS.between(room, 100, 500)))
                .extracting(message -> message.id().value())
                .containsExactly("a", "b");
        assertThat(get(archive.add(room, page(new Cursor(FIRST, 5), 9, message("d", 9)))))
                .isFalse();
        assertThat(get(archive.expired(76, 10_000))).doesNotContain(room);
        assertThat(get(archive.expired(77, 10_000))).contains(room);
        get(archive.released(Set.of(room)));
        assertThat(get(archive.expired(77, 10_000))).doesNotContain(room);
        get(archive.discard(room));
        assertThat(get(REPLAYS.find(room))).isPresent();
    }

    @Test
    void delete_fromACompleteArchive_makesANewVersion() {
        get(archive.add(room, page(Cursor.ORIGIN, 2, message("a", 1), message("b", 2))));
        assertThat(get(archive.delete(room, new MessageId("a")))).isFalse();
        get(archive.complete(room, new Cursor(FIRST, 2), null));

        assertThat(get(archive.delete(room, new MessageId("a")))).isTrue();
        assertThat(get(archive.delete(room, new MessageId("a")))).isFalse();

        assertThat(get(REPLAYS.find(room))).contains(new ArchivedStream(room, 2, 1));
        assertThat(get(REPLAYS.outline(room)).orElseThrow().first(ALL)).isEqualTo(200);
        assertThat(ids()).containsExactly("b");
        assertThat(proof()).isTrue();
    }

    @Test
    void discard_whatWasBegun_leavesNothing() {
        get(archive.add(room, page(Cursor.ORIGIN, 2, message("a", 1), message("b", 2))));
        get(archive.discard(room));

        assertThat(get(archive.progress(room))).isEqualTo(new ArchiveProgress(Cursor.ORIGIN, false));
        assertThat(ids()).isEmpty();
        assertThat(get(archive.taken(room))).isEmpty();
    }

    private void change(String statement) {
        get(LINK.call(jdbc -> jdbc.sql(statement).param(room.value()).update()));
    }

    /** Whether what was taken from the log is what is there. */
    private boolean proof() {
        Map<MessageType, Long> fromTheStart =
                Arrays.stream(MessageType.values()).collect(Collectors.toMap(type -> type, type -> 0L));
        return get(archive.taken(room)).equals(get(archive.stored(room, fromTheStart)));
    }

    private List<String> ids() {
        return get(REPLAYS.after(room, 0, 100)).stream()
                .map(message -> message.id().value())
                .toList();
    }

    private static ArchivePage page(Cursor from, long to, ArchivedMessage... messages) {
        return new ArchivePage(from, new Cursor(FIRST, to), List.of(messages), List.of());
    }

    /** A comment whose bytes tell when it was sent. */
    private static ArchivedMessage said(String id, long place, long at) {
        return new ArchivedMessage(
                new MessageId(id), MessageType.COMMENT, at, place, ("{\"at\":" + at + "}").getBytes(UTF_8));
    }

    /** A comment of somebody's. */
    private static ArchivedMessage said(String id, long place, long at, String uid) {
        String head =
                "{\"id\":\"%s\",\"type\":\"comment\",\"priority\":\"P3\",\"room\":\"r1\",\"from\":{\"uid\":\"%s\"},\"at\":%d}"
                        .formatted(id, uid, at);
        return new ArchivedMessage(new MessageId(id), MessageType.COMMENT, at, place, head.getBytes(UTF_8));
    }

    /** A comment with bytes that no character set knows. */
    private static ArchivedMessage message(String id, long place) {
        byte[] payload = ("{\"id\":\"" + id + "\",\"text\":\"" + "👩‍👩‍👧ÿ\0".repeat(3) + "\"}").getBytes(UTF_8);
        byte[] withAllBytes = Arrays.copyOf(payload, payload.length + 256);
        IntStream.range(0, 256).forEach(value -> withAllBytes[payload.length + value] = (byte) value);
        return new ArchivedMessage(new MessageId(id), MessageType.COMMENT, 100 * place, place, withAllBytes);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
