package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.CloseReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that does not read costs a bounded number of bytes, and is told what it did not get. */
class SlowSessionTest {

    private static final long SOFT = 65 * 1024;
    private static final long HARD = 257 * 1024;

    private final World world = new World("most-missed", "20", "most-gaps", "2", "stall", "5s");
    private final FakeLog log = world.log();

    @BeforeEach
    void topicBegins() {
        world.pushers.up("p1");
        log.append(2);
    }

    @AfterEach
    void everyChainHolds() {
        world.assertUnbroken();
        world.assertNothingIsHeld();
    }

    @Test
    void aboveTheSoftMark_onlyTheEssentialIsWritten_andTheRestCounted() {
        FakeSession session = world.live();
        session.pending = SOFT;

        goLive(4);

        assertThat(session.seen(World.ROOM)).containsExactly("e4", "e6");
        assertThat(session.leftOut).isEqualTo(2);
        assertThat(leftOut("slow")).isEqualTo(2);
    }

    @Test
    void aboveTheSoftMark_batchWithNothingEssential_isANotice() {
        FakeSession session = world.live();
        session.pending = SOFT;

        goLive(1);

        assertThat(session.seen(World.ROOM)).isEmpty();
        assertThat(session.notices).hasSize(1);
        assertThat(session.leftOut).isEqualTo(1);
    }

    @Test
    void aboveTheHardMark_nothingIsWritten_andItCatchesUpWhenDrained() {
        FakeSession session = world.live();
        FakeSession other = world.live();
        session.pending = HARD;
        Cursor before = log.end();

        for (int i = 0; i < 7; i++) {
            goLive(1);
        }
        assertThat(session.seen(World.ROOM)).isEmpty();
        assertThat(members("slow")).isEqualTo(1);
        session.drain();
        world.settle();
        goLive(1);

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(before)).hasSize(8);
        assertThat(other.seen(World.ROOM)).isEqualTo(log.idsAfter(before));
        assertThat(members("slow")).isZero();
        assertThat(session.leftOut).isZero();
    }

    @Test
    void drainedThatIsNeverTold_isFoundByLooking() {
        FakeSession session = world.live();
        session.pending = HARD;
        Cursor before = log.end();
        goLive(2);

        session.pending = 0;
        world.pass(Duration.ofMillis(200));
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(before));
    }

    @Test
    void tooFarBehind_isToldAGap_andIsLive() {
        FakeSession session = world.live();
        session.pending = HARD;
        goLive(1);
        goLive(30);

        session.drain();
        world.settle();
        goLive(1);

        assertThat(session.gaps).isEqualTo(1);
        assertThat(session.seen(World.ROOM)).hasSize(1);
        assertThat(leftOut("behind")).isGreaterThanOrEqualTo(30);
    }

    @Test
    void tooManyGaps_closeIt() {
        FakeSession session = world.live();

        for (int i = 0; i < 3; i++) {
            session.pending = HARD;
            goLive(1);
            goLive(30);
            session.drain();
            world.settle();
        }

        assertThat(Objects.requireNonNull(session.closed).code()).isEqualTo(CloseReason.SLOW_CONSUMER);
        assertThat(world.hub.sessions()).isZero();
    }

    @Test
    void clientThatTakesNoByte_isClosed() {
        FakeSession session = world.live();
        session.pending = HARD;
        goLive(1);

        for (int i = 0; i < 60; i++) {
            world.pass(Duration.ofMillis(100));
        }

        assertThat(Objects.requireNonNull(session.closed).code()).isEqualTo(CloseReason.SLOW_CONSUMER);
        assertThat(Objects.requireNonNull(session.closed).reconnect()).isTrue();
    }

    @Test
    void clientThatTakesSomeBytesNowAndThen_isNotClosed() {
        FakeSession session = world.live();
        session.pending = HARD;
        goLive(1);

        for (int i = 0; i < 100; i++) {
            session.pending -= 1_000;
            world.pass(Duration.ofMillis(100));
        }

        assertThat(session.closed).isNull();
    }

    @Test
    void catchingUp_asksForNoPageWhileTheClientDoesNotRead() {
        Cursor cursor = log.end();
        FakeSession live = world.live();
        goLive(3 * FakePushers.PAGE);
        FakeSession session = world.enter(cursor);
        session.pending = SOFT;

        world.settle();
        assertThat(session.seen(World.ROOM)).isEmpty();
        assertThat(world.pushers.pulls()).isEmpty();
        session.drain();
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).isEqualTo(live.seen(World.ROOM));
    }

    private void goLive(int count) {
        Cursor before = log.end();
        log.append(count);
        world.pushers.broadcast(World.ROOM, before);
        world.settle();
    }

    private double leftOut(String reason) {
        return world.registry
                .get("danmaku.connector.left.out")
                .tag("reason", reason)
                .functionCounter()
                .count();
    }

    private double members(String state) {
        return world.registry
                .get("danmaku.connector.members")
                .tag("state", state)
                .gauge()
                .value();
    }
}
