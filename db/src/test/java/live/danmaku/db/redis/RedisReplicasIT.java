package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Hint;
import live.danmaku.model.timeline.HintSource.Subscription;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.ReadResult.Page;
import live.danmaku.testkit.ReplicatedRedis;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading from replicas that are late, cut off, or dead; and without their master. */
class RedisReplicasIT {

    private static final Topic TOPIC = Topic.room(new RoomId("r1"));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ReplicatedRedis redis;
    private EmbeddedRedis near;
    private EmbeddedRedis far;
    private WritingSide writer;
    private ReadingSide reader;

    @BeforeEach
    void start() {
        redis = ReplicatedRedis.start(2);
        near = redis.replica(0);
        far = redis.replica(1);
        writer = new WritingSide(redis.master());
        writer.append(TOPIC, 1, 3);
        writer.awaitReplicas(2);
        reader = new ReadingSide(redis.master().address(), near, far);
        await().atMost(PATIENCE)
                .until(() -> reader.readsFrom(near) && reader.servers.inOrder().size() == 3);
    }

    @AfterEach
    void stop() {
        reader.close();
        writer.close();
        redis.close();
    }

    @Test
    void read_replicasAreWell_areReadFromInTheirOrder() {
        assertThat(ids(reader.read(TOPIC, new ReadFrom.Newest()))).containsExactly("m1", "m2", "m3");

        assertThat(count("danmaku.redis.reads", "from", "replica")).isEqualTo(1);
        assertThat(count("danmaku.redis.reads", "from", "master")).isZero();
    }

    @Test
    void readAfter_cursorAheadOfTheReplica_nothingNewThenEverythingOnce() {
        redis.cutOff(0);
        Cursor fromMaster = writer.append(TOPIC, 4, 5);
        writer.append(TOPIC, 6, 7);

        assertThat(reader.read(TOPIC, new ReadFrom.After(fromMaster))).isEqualTo(new ReadResult.Ahead(fromMaster));

        redis.reconnect(0);
        writer.awaitReplicas(2);
        Page caughtUp = (Page) reader.read(TOPIC, new ReadFrom.After(fromMaster));
        assertThat(ids(caughtUp)).containsExactly("m6", "m7");
        assertThat(caughtUp.gap()).isFalse();
        assertThat(reader.readsFrom(near)).isTrue();
    }

    @Test
    void readAfter_replicaCatchesUpMeanwhile_waitsForIt() {
        redis.cutOff(0);
        Cursor fromMaster = writer.append(TOPIC, 4, 5);
        writer.append(TOPIC, 6, 7);

        // Each waits for 300 ms, and one of them sees the replica catch up.
        redis.follow(0);
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> reader.read(TOPIC, new ReadFrom.After(fromMaster)) instanceof Page page
                        && ids(page).size() == 2);
    }

    @Test
    void readAfter_epochThatTheReplicaHasNotHeardOf_isReadFromTheMasterAndNoGapWithoutIt() {
        redis.cutOff(0);
        redis.cutOff(1);
        writer.lose(TOPIC);
        Cursor newEpoch = writer.append(TOPIC, 4, 4);
        writer.append(TOPIC, 5, 5);

        Page fromMaster = (Page) reader.read(TOPIC, new ReadFrom.After(newEpoch));
        assertThat(ids(fromMaster)).containsExactly("m5");
        assertThat(fromMaster.gap()).isFalse();

        redis.master().kill();
        assertThat(reader.read(TOPIC, new ReadFrom.After(newEpoch))).isEqualTo(new ReadResult.Ahead(newEpoch));
    }

    @Test
    void readAfter_epochThatIsLost_isAGap() {
        Cursor lost = ((Page) reader.read(TOPIC, new ReadFrom.Newest())).cursor();
        writer.lose(TOPIC);
        writer.append(TOPIC, 4, 4);
        writer.awaitReplicas(2);

        Page page = (Page) reader.read(TOPIC, new ReadFrom.After(lost));

        assertThat(page.gap()).isTrue();
        assertThat(ids(page)).containsExactly("m4");
    }

    @Test
    void masterAndThenReplicasDie_readsGoOnFromTheNextAndComeBack() {
        Cursor cursor = ((Page) reader.read(TOPIC, new ReadFrom.Newest())).cursor();

        redis.master().kill();
        assertThat(reader.read(TOPIC, new ReadFrom.After(cursor))).isInstanceOf(Page.class);
        assertThat(reader.readsFrom(near)).isTrue();

        near.kill();
        assertThat(ids(reader.read(TOPIC, new ReadFrom.Start()))).containsExactly("m1", "m2", "m3");
        assertThat(reader.readsFrom(far)).isTrue();
        assertThat(count("danmaku.redis.read.failovers")).isPositive();

        near.restart();
        await().atMost(PATIENCE).until(() -> reader.readsFrom(near));
        assertThat(ids(reader.read(TOPIC, new ReadFrom.Start()))).containsExactly("m1", "m2", "m3");
    }

    @Test
    void replicasDie_readsGoToTheMaster() {
        near.kill();
        far.kill();

        assertThat(ids(reader.read(TOPIC, new ReadFrom.Start()))).containsExactly("m1", "m2", "m3");
        assertThat(reader.servers.isMasterRead()).isTrue();
        assertThat(reader.servers.stalenessSeconds()).isZero();
    }

    @Test
    void nearestReplicaFreezes_readsGoToTheNext() {
        near.pause();

        assertThat(ids(reader.read(TOPIC, new ReadFrom.Start()))).containsExactly("m1", "m2", "m3");
        assertThat(reader.readsFrom(far)).isTrue();
        near.resume();
    }

    @Test
    void replicaThatNeverHeardOfItsMaster_isNotReadFrom() {
        try (EmbeddedRedis stranger = TestEngines.ownRedis();
                ReadingSide late = new ReadingSide(redis.master().address(), stranger, far)) {
            await().atMost(PATIENCE).until(() -> late.readsFrom(far));

            assertThat(ids(late.read(TOPIC, new ReadFrom.Start()))).containsExactly("m1", "m2", "m3");
            assertThat(late.servers.inOrder()).hasSize(2);
        }
    }

    @Test
    void staleness_masterDies_growsAndIsShown() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(staleness()).isBetween(0.0, 2.5));
        assertThat(reader.servers.isStale()).isFalse();

        redis.master().kill();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(staleness()).isGreaterThan(3));
        assertThat(reader.servers.isStale()).isTrue();
        assertThat(reader.servers.isWell()).isTrue();
    }

    @Test
    void open_masterIsAway_startsWithAReplica() {
        redis.master().kill();

        try (ReadingSide late = new ReadingSide(redis.master().address(), near, far)) {
            assertThat(ids(late.read(TOPIC, new ReadFrom.Newest()))).containsExactly("m1", "m2", "m3");
            assertThat(late.servers.stalenessSeconds()).isPositive();
        }
    }

    @Test
    void open_nobodyAnswers_tellsWhoWasAsked() {
        redis.master().kill();
        near.kill();

        assertThatThrownBy(() -> new ReadingSide(redis.master().address(), near).close())
                .isInstanceOf(RedisConnectionException.class)
                .hasMessageContaining("127.0.0.1:" + near.port())
                .hasMessageContaining("127.0.0.1:" + redis.master().port());
    }

    @Test
    void subscribe_replicas_carryHintsAndTheNextOneTakesOver() throws Exception {
        BlockingQueue<Hint> heard = new LinkedBlockingQueue<>();
        RedisHints hints = new RedisHints(reader.servers);
        try (Subscription subscription = WritingSide.get(hints.subscribe(TOPIC, heard::add))) {
            assertThat(subscription).isNotNull();
            Cursor first = writer.append(TOPIC, 4, 4);
            assertThat(heard.poll(5, TimeUnit.SECONDS)).extracting(Hint::clock).isEqualTo(first.place());

            near.kill();
            await().atMost(PATIENCE).until(() -> reader.readsFrom(far));
            Cursor second = writer.append(TOPIC, 5, 5);
            assertThat(heard.poll(5, TimeUnit.SECONDS)).extracting(Hint::clock).isEqualTo(second.place());
        }
    }

    private static List<String> ids(ReadResult page) {
        return Appends.ids(((Page) page).messages());
    }

    private double staleness() {
        return reader.registry.get("danmaku.redis.read.staleness").gauge().value();
    }

    private double count(String counter, String... tags) {
        return reader.registry.get(counter).tags(tags).counter().count();
    }
}
