package live.danmaku.playback.archive;

import static live.danmaku.playback.archive.LiveRoom.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import live.danmaku.db.mysql.MySqlArchive;
import live.danmaku.db.mysql.MySqlLink;
import live.danmaku.db.mysql.MySqlReplays;
import live.danmaku.db.mysql.MySqlRooms;
import live.danmaku.db.mysql.MySqlSettings;
import live.danmaku.db.redis.RedisArchiveLeases;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult.Page;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArchiverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);

    private static final EmbeddedRedis REDIS = TestEngines.ownRedis();
    private static final EmbeddedMySql MYSQL = TestEngines.ownMySql();
    private static final MySqlSettings SETTINGS = new MySqlSettings(MYSQL.address(), MYSQL.user(), MYSQL.password(), 4);
    private static final RedisLink REDIS_LINK = new RedisLink(REDIS.address(), Duration.ofSeconds(5));
    private static final MySqlLink MYSQL_LINK = new MySqlLink(SETTINGS);
    private static final MySqlReplays REPLAYS = new MySqlReplays(SETTINGS, 2);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MySqlRooms rooms = new MySqlRooms(MYSQL_LINK, registry);
    private final RedisTimeline timeline = new RedisTimeline(REDIS_LINK, TimelineLimits.DEFAULT);
    private final LiveRoom room = new LiveRoom(rooms, timeline);
    private final FakeWitness witness = new FakeWitness();
    private final List<Archiver> archivers = new ArrayList<>();

    @AfterAll
    static void stop() {
        REPLAYS.close();
        MYSQL_LINK.close();
        REDIS_LINK.close();
        MYSQL.close();
        REDIS.close();
    }

    @AfterEach
    void stopArchivers() {
        archivers.forEach(Archiver::close);
    }

    @Test
    void archive_whileTheStreamRuns_followsTheLogAndDeletions() {
        archiver(Duration.ofMinutes(10));
        List<String> said = room.say(1_234);
        awaitArchived(said);

        String notice = room.delete(said.get(700));
        String lie = room.lie(said.get(701));
        List<String> expected = new ArrayList<>(said);
        expected.remove(700);
        expected.add(notice);
        expected.add(lie);

        awaitArchived(expected);
        assertThat(room.state()).isEqualTo(RoomState.LIVE);
        assertThat(get(REPLAYS.find(room.id))).isEmpty();
    }

    @Test
    void end_stream_isWholeAndEndedAndItsLogGoesAfterwards() {
        Archiver archiver = archiver(Duration.ZERO);
        List<String> said = room.say(1_100);
        Cursor early = ((Page) get(timeline.read(new ReadRequest(room.topic, new ReadFrom.Start(), ALL, 10)))).cursor();
        room.end();
        archiver.closed(room.id, 0);

        await().atMost(PATIENCE).until(() -> room.state() == RoomState.ENDED);
        assertThat(archivedIds(room)).isEqualTo(said);
        await().atMost(PATIENCE)
                .until(() -> log(new ReadFrom.Start()).messages().isEmpty());
        assertThat(log(new ReadFrom.After(early)).gap()).isTrue();
    }

    @Test
    void end_streamWithoutAMessage_isAnEmptyArchive() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        room.end();
        archiver.closed(room.id, 0);

        awaitEnded(List.of());
    }

    @Test
    void archiversDieAndOthersTakeOver_everythingIsThereOnce() {
        List<String> said = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            said.addAll(room.say(700));
            Archiver dying = archiver(Duration.ofMinutes(10));
            double before = archived();
            await().atMost(PATIENCE).until(() -> archived() > before);
            dying.close();
        }
        room.end();
        // Two that do not know of one another: the leases last no time.
        Archiver one = archiver(Duration.ofMinutes(10));
        Archiver other = archiver(Duration.ofMinutes(10));
        one.closed(room.id, 0);
        other.closed(room.id, 0);

        awaitEnded(said);
        one.closed(room.id, 0);
        assertThat(get(REPLAYS.find(room.id)).orElseThrow().messages()).isEqualTo(said.size());
    }

    @Test
    void mySqlAwayAtTheEnd_liveGoesOnAndEverythingIsThereOnce() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        List<String> said = new ArrayList<>(room.say(600));
        awaitArchived(said);

        MYSQL.kill();
        long begin = System.nanoTime();
        said.addAll(room.say(2_000));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        await().atMost(PATIENCE).until(() -> failures() > 1);
        MYSQL.restart();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> room.state() == RoomState.LIVE);
        room.end();
        MYSQL.kill();
        archiver.closed(room.id, 0);
        double failed = failures();
        await().atMost(PATIENCE).until(() -> failures() > failed);
        MYSQL.restart();

        awaitEnded(said);
    }

    @Test
    void redisRestarted_everythingIsThereOnce() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        List<String> said = new ArrayList<>(room.say(1_000));
        await().atMost(PATIENCE).until(() -> archived() > 0);
        REDIS.restart();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !log(new ReadFrom.Start()).messages().isEmpty());
        List<String> kept = logIds();
        // What Redis had not written is appended again, as a processor would; ids dedupe the rest.
        assertThat(said).startsWith(kept.toArray(String[]::new));
        said.clear();
        said.addAll(kept);
        said.addAll(room.say(1_000));
        room.end();
        archiver.closed(room.id, 0);

        awaitEnded(said);
    }

    @Test
    void rowsMissing_areFoundAndTakenAgain() throws SQLException {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        List<String> said = room.say(800);
        awaitArchived(said);
        change("DELETE FROM archived_messages WHERE room = ? AND id IN ('m3', 'm700')");
        change("UPDATE archived_messages SET payload = '?' WHERE room = ? AND id = 'm4'");
        room.end();
        archiver.closed(room.id, 0);

        awaitEnded(said);
        assertThat(registry.counter("danmaku.archive.repairs").count()).isPositive();
        assertThat(registry.counter("danmaku.archive.unproven").count()).isZero();
    }

    @Test
    void rowsMissingOfWhatWasTrimmed_theRoomDoesNotEndAndItsLogStays() throws SQLException {
        Archiver archiver = archiver(Duration.ZERO);
        LiveRoom trimmed = trimmedRoom();
        trimmed.say(800);
        await().atMost(PATIENCE).until(() -> archivedIds(trimmed).size() == 800);
        trimmed.say(300);
        await().atMost(PATIENCE).until(() -> archivedIds(trimmed).size() == 1_100);
        change("DELETE FROM archived_messages WHERE room = ? AND id = 'm3'", trimmed);
        trimmed.end();
        archiver.closed(trimmed.id, 0);

        await().atMost(PATIENCE)
                .until(() -> registry.counter("danmaku.archive.unproven").count() > 0);
        assertThat(trimmed.state()).isEqualTo(RoomState.ARCHIVING);
        assertThat(get(REPLAYS.find(trimmed.id))).isEmpty();
        assertThat(((Page) get(timeline.read(new ReadRequest(trimmed.topic, new ReadFrom.Start(), ALL, 10))))
                        .messages())
                .isNotEmpty();
    }

    @Test
    void logLacksWhatIsArchived_afterItWasTrimmed_nothingOfTheArchiveGoes() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        LiveRoom trimmed = trimmedRoom();
        List<String> said = trimmed.say(800);
        await().atMost(PATIENCE).until(() -> archivedIds(trimmed).size() == 800);
        said.addAll(trimmed.say(300));
        await().atMost(PATIENCE).until(() -> archivedIds(trimmed).size() == 1_100);
        RoomKeys keys = new RoomKeys(REDIS.address(), trimmed.id);
        assertThat(keys.messages(MessageType.COMMENT)).hasSizeLessThan(700);
        keys.removeNewest(MessageType.COMMENT);
        trimmed.end();
        archiver.closed(trimmed.id, 0);

        await().atMost(PATIENCE).until(() -> trimmed.state() == RoomState.ENDED);
        assertThat(archivedIds(trimmed)).isEqualTo(said);
        assertThat(registry.counter("danmaku.archive.extra").count()).isEqualTo(1);
        assertThat(registry.counter("danmaku.archive.unproven").count()).isZero();
    }

    @Test
    void lie_aboutAMessageThatWasTrimmed_deletesNothing() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        LiveRoom trimmed = trimmedRoom();
        List<String> said = trimmed.say(800);
        await().atMost(PATIENCE).until(() -> archivedIds(trimmed).size() == 800);
        said.addAll(trimmed.say(300));
        said.add(trimmed.lie("m3"));
        trimmed.end();
        archiver.closed(trimmed.id, 0);

        await().atMost(PATIENCE).until(() -> trimmed.state() == RoomState.ENDED);
        assertThat(archivedIds(trimmed)).isEqualTo(said);
    }

    @Test
    void deletedMessageStillInTheLog_staysOutOfTheArchive() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        List<String> said = room.say(50);
        RoomKeys keys = new RoomKeys(REDIS.address(), room.id);
        RoomKeys.Dump before = keys.dump();
        said.add(room.delete("m7"));
        // As a processor leaves it that died between the notice and the removal.
        keys.restore(before, "comment");
        room.end();
        archiver.closed(room.id, 0);

        await().atMost(PATIENCE).until(() -> room.state() == RoomState.ENDED);
        said.remove("m7");
        assertThat(archivedIds(room)).isEqualTo(said);
    }

    @Test
    void suffixLostThatWasArchived_theRoomEndsAndKeepsIt() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        List<String> said = room.say(100);
        RoomKeys keys = new RoomKeys(REDIS.address(), room.id);
        RoomKeys.Dump before = keys.dump();
        said.addAll(room.say(50));
        awaitArchived(said);
        keys.restore(before);
        room.end();
        archiver.closed(room.id, 0);

        await().atMost(PATIENCE).until(() -> room.state() == RoomState.ENDED);
        assertThat(archivedIds(room)).isEqualTo(said);
        assertThat(get(REPLAYS.find(room.id)).orElseThrow().messages()).isEqualTo(150);
    }

    @Test
    void storeLostSomethingSinceTheLogWasClosed_theRoomDoesNotEndBeforeItIsClosedAgain() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        List<String> said = room.say(100);
        awaitArchived(said);
        room.end();
        witness.lose();
        archiver.closed(room.id, 0);

        await().atMost(PATIENCE).until(() -> witness.checks() > 2);
        assertThat(room.state()).isEqualTo(RoomState.ARCHIVING);
        get(timeline.reopen(room.topic));
        said.addAll(room.say(20));
        get(timeline.close(room.topic));
        archiver.closed(room.id, 1);

        awaitEnded(said);
    }

    @Test
    void forget_timelineThatAFaultOpenedAgain_isClosedAndGoes() {
        Archiver archiver = archiver(Duration.ofSeconds(2));
        List<String> said = room.say(50);
        room.end();
        archiver.closed(room.id, 0);
        await().atMost(PATIENCE).until(() -> room.state() == RoomState.ENDED);
        get(timeline.reopen(room.topic));

        await().atMost(PATIENCE)
                .until(() -> log(new ReadFrom.Start()).messages().isEmpty());
        assertThat(archivedIds(room)).isEqualTo(said);
        await().atMost(PATIENCE)
                .until(() -> get(new MySqlArchive(MYSQL_LINK).expired(Long.MAX_VALUE, 1_000)).stream()
                        .noneMatch(room.id::equals));
    }

    @Test
    void forget_redisLosesTheRemoval_isRepeated() {
        Archiver archiver = archiver(Duration.ZERO);
        room.say(50);
        RoomKeys keys = new RoomKeys(REDIS.address(), room.id);
        RoomKeys.Dump before = keys.dump();
        room.end();
        archiver.closed(room.id, 0);
        await().atMost(PATIENCE)
                .until(() -> log(new ReadFrom.Start()).messages().isEmpty());
        keys.restore(before);
        assertThat(log(new ReadFrom.Start()).messages()).hasSize(50);

        await().atMost(PATIENCE)
                .until(() -> log(new ReadFrom.Start()).messages().isEmpty());
        await().atMost(PATIENCE)
                .until(() -> get(new MySqlArchive(MYSQL_LINK).expired(Long.MAX_VALUE, 1_000)).stream()
                        .noneMatch(room.id::equals));
    }

    @Test
    void suffixLostAndAppendedAgainInAnotherOrder_eachMessageIsThereOnceAtItsNewPlace() {
        Archiver archiver = archiver(Duration.ofMinutes(10));
        List<String> said = room.say(100);
        RoomKeys keys = new RoomKeys(REDIS.address(), room.id);
        RoomKeys.Dump before = keys.dump();
        said.addAll(room.say(60));
        awaitArchived(said);
        keys.restore(before);
        room.sayAllAgain();
        room.end();
        archiver.closed(room.id, 0);

        List<String> log = logIds();
        assertThat(log).hasSize(160).isNotEqualTo(said);
        awaitEnded(log);
        assertThat(registry.counter("danmaku.archive.repairs").count()).isZero();
    }

    private LiveRoom trimmedRoom() {
        return new LiveRoom(
                rooms, new RedisTimeline(REDIS_LINK, new TimelineLimits(10, Duration.ZERO, Duration.ofMinutes(30))));
    }

    private Archiver archiver(Duration keepLive) {
        ArchiveSettings settings = new ArchiveSettings(
                Duration.ofMillis(100), Duration.ofMillis(1), 3, keepLive, Duration.ofHours(1), LOOK_AGAIN);
        Archiver archiver = new Archiver(
                rooms,
                new LiveLogs(timeline, timeline, timeline, timeline),
                new MySqlArchive(MYSQL_LINK),
                new RedisArchiveLeases(REDIS_LINK),
                witness,
                settings,
                Clock.systemUTC(),
                registry);
        archivers.add(archiver);
        archiver.start();
        return archiver;
    }

    private void awaitArchived(List<String> ids) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(archivedIds(room)).isEqualTo(ids));
    }

    /** The room ends, and what can be replayed is what the log holds, byte by byte. */
    private void awaitEnded(List<String> ids) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> room.state() == RoomState.ENDED);
        assertThat(archivedIds(room)).isEqualTo(ids);
        List<ArchivedMessage> log = logMessages();
        if (!log.isEmpty()) {
            assertThat(parts(get(REPLAYS.after(room.id, 0, 10_000)))).isEqualTo(parts(log));
        }
        assertThat(get(REPLAYS.find(room.id)).orElseThrow().messages()).isEqualTo(ids.size());
        assertThat(get(REPLAYS.between(room.id, Long.MIN_VALUE, Long.MAX_VALUE)))
                .hasSize(ids.size());
    }

    /** What makes a message, its bytes among it. */
    private static List<List<Object>> parts(List<ArchivedMessage> messages) {
        return messages.stream()
                .map(message -> List.<Object>of(
                        message.id(), message.type(), message.at(), message.place(), message.checksum()))
                .toList();
    }

    private static List<String> archivedIds(LiveRoom room) {
        return get(REPLAYS.after(room.id, 0, 10_000)).stream()
                .map(message -> message.id().value())
                .toList();
    }

    private List<String> logIds() {
        return logMessages().stream().map(message -> message.id().value()).toList();
    }

    private List<ArchivedMessage> logMessages() {
        List<ArchivedMessage> all = new ArrayList<>();
        Page page = log(new ReadFrom.Start());
        page.messages().forEach(message -> all.add(ArchivedMessage.of(message)));
        while (page.more()) {
            page = log(new ReadFrom.After(page.cursor()));
            page.messages().forEach(message -> all.add(ArchivedMessage.of(message)));
        }
        return all;
    }

    private Page log(ReadFrom from) {
        return (Page) get(timeline.read(new ReadRequest(room.topic, from, ALL, 500)));
    }

    private double archived() {
        return registry.counter("danmaku.archive.messages").count();
    }

    private double failures() {
        return registry.counter("danmaku.archive.failures").count();
    }

    private void change(String statement) throws SQLException {
        change(statement, room);
    }

    private static void change(String statement, LiveRoom room) throws SQLException {
        try (Connection connection = DriverManager.getConnection(MYSQL.address(), MYSQL.user(), MYSQL.password());
                PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, room.id.value());
            assertThat(update.executeUpdate()).isPositive();
        }
    }
}
