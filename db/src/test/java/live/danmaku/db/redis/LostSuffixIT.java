package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.testkit.ReplicatedRedis;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Redis that dies and comes back with an older file, on the same port, has lost the newest part of a room; then that is
 * appended again by writers that race, so in another order.
 */
class LostSuffixIT {

    private static final int KEPT = 200;
    private static final int LOST = 400;
    private static final int READERS_EACH = 6;

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private EmbeddedRedis server;
    private RedisLink link;
    private RedisTimeline timeline;

    @BeforeEach
    void start() {
        // Its only file is the one that SAVE writes.
        server = TestEngines.ownRedis("--appendonly", "no");
        link = new RedisLink(server.address(), Duration.ofSeconds(5));
        timeline = new RedisTimeline(link, TimelineLimits.DEFAULT);
    }

    @AfterEach
    void stop() {
        link.close();
        server.close();
    }

    /** How readers came through. */
    private record Verdict(int untold, int toldForNothing, int holes) {}

    @Test
    void suffixLost_whoHadReadItIsToldOfAGap_whoHadNotIsNot_andNobodyMissesAnything() throws Exception {
        assertThat(loseAndAppendAgain("", "")).isEqualTo(new Verdict(0, 0, 0));
    }

    @Test
    void suffixLost_newServersClockIsFiveSecondsBehind_isTheSame() throws Exception {
        assertThat(loseAndAppendAgain("local now = time[1] * 1000 +", "local now = time[1] * 1000 - 5000 +"))
                .isEqualTo(new Verdict(0, 0, 0));
    }

    @Test
    void plantedMistake_noBreakIsNoted_isCaught() throws Exception {
        Verdict verdict = loseAndAppendAgain("if meta[1] and (", "if false and (");

        assertThat(verdict.untold()).isPositive();
    }

    @Test
    void nothingLost_restartedServer_nobodyIsTold() throws Exception {
        PooledWriters writers = new PooledWriters(timeline, topic);
        writers.append(1, KEPT, 1);
        List<RoomReader> readers = readers();
        readers.forEach(RoomReader::readToTheEnd);
        restart(true);

        writers.append(KEPT + 1, KEPT + 100, 2);

        readers.forEach(RoomReader::readToTheEnd);
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.gaps()).isZero();
            assertThat(reader.seen()).isEqualTo(log()).hasSize(KEPT + 100);
        });
    }

    @Test
    void replicaThatLacksTheSuffix_takesOver_whoHadReadItIsToldOfAGap() {
        try (ReplicatedRedis servers = ReplicatedRedis.start(1);
                WritingSide before = new WritingSide(servers.master());
                WritingSide after = new WritingSide(servers.replica(0))) {
            Cursor survived = before.append(topic, 1, 3);
            before.awaitReplicas(1);
            servers.cutOff(0);
            Cursor lost = before.append(topic, 4, 6);
            servers.master().kill();
            WritingSide.get(after.link.commands().replicaofNoOne());

            after.append(topic, 6, 6);
            after.append(topic, 4, 5);

            ReadResult.Page told = read(after.timeline, lost);
            assertThat(told.gap()).isTrue();
            assertThat(Appends.ids(told.messages())).containsExactly("m6", "m4", "m5");
            ReadResult.Page untold = read(after.timeline, survived);
            assertThat(untold.gap()).isFalse();
            assertThat(Appends.ids(untold.messages())).containsExactly("m6", "m4", "m5");
        }
    }

    private ReadResult.Page read(RedisTimeline from, Cursor cursor) {
        ReadRequest all = new ReadRequest(topic, new ReadFrom.After(cursor), EnumSet.allOf(MessageType.class), 100);
        return (ReadResult.Page) WritingSide.get(from.read(all));
    }

    /** @param right what is written in append.lua, and what is there instead of it on the server that comes back */
    private Verdict loseAndAppendAgain(String right, String wrong) throws Exception {
        PooledWriters writers = new PooledWriters(timeline, topic);
        writers.append(1, KEPT, 1);
        List<RoomReader> untouched = readers();
        untouched.forEach(RoomReader::readToTheEnd);
        Cursor saved = untouched.get(0).cursor();
        WritingSide.get(link.commands().save());

        writers.append(KEPT + 1, KEPT + LOST, 2);
        List<RoomReader> between = readers();
        between.forEach(reader -> {
            while (reader.cursor().place() <= saved.place()) {
                reader.read();
            }
        });
        List<RoomReader> atTheEnd = readers();
        atTheEnd.forEach(RoomReader::readToTheEnd);
        Cursor lost = writers.known();
        restart(false);

        RedisTimeline after = wrong.isEmpty() ? timeline : PlantedMistakes.withScript(link, right, wrong);
        PooledWriters again = new PooledWriters(after, topic);
        // Another process, which had never heard of the room, is the first one to append.
        int first = KEPT + LOST + 1;
        assertThat(again.append(first % PooledWriters.WRITERS, List.of(Appends.comment(first, "m" + first))))
                .isInstanceOf(AppendResult.Appended.class);
        for (RoomReader reader : List.of(between.get(0), atTheEnd.get(0), untouched.get(0))) {
            reader.read();
        }
        again.append(KEPT - 50, KEPT + LOST, 7);

        List<RoomReader> whoHadRead = new ArrayList<>(between);
        whoHadRead.addAll(atTheEnd);
        whoHadRead.forEach(RoomReader::readToTheEnd);
        untouched.forEach(RoomReader::readToTheEnd);
        List<String> log = log();
        assertThat(log).hasSize(KEPT + LOST + 1).doesNotHaveDuplicates();
        assertThat(lost.place()).isGreaterThan(saved.place());
        List<String> anew = log.subList(KEPT, log.size());
        int untold = count(whoHadRead, reader -> reader.gaps() == 0);
        int toldForNothing =
                count(untouched, reader -> reader.gaps() > 0) + count(whoHadRead, reader -> reader.gaps() > 1);
        int holes =
                count(whoHadRead, reader -> reader.gaps() > 0 && !reader.seen().equals(anew))
                        + count(untouched, reader -> !reader.seen().equals(log));
        return new Verdict(untold, toldForNothing, holes);
    }

    private static int count(List<RoomReader> readers, Predicate<RoomReader> which) {
        return (int) readers.stream().filter(which).count();
    }

    private List<RoomReader> readers() {
        return IntStream.range(0, READERS_EACH)
                .mapToObj(seed -> new RoomReader(timeline, topic, seed))
                .toList();
    }

    private List<String> log() {
        RoomReader reader = new RoomReader(timeline, topic, 0);
        reader.readToTheEnd();
        return reader.seen();
    }

    private void restart(boolean save) {
        if (save) {
            WritingSide.get(link.commands().save());
        }
        String before = replicationId();
        server.kill();
        server.restart();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> !Objects.equals(replicationId(), before));
    }

    private String replicationId() {
        return WritingSide.get(link.commands().info("replication")).replaceAll("(?s).*master_replid:(\\w+).*", "$1");
    }
}
