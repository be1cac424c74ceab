package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.push.link.Encoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that comes with an old cursor: whatever happens while it catches up, it gets everything once, in order. */
class JoiningTest {

    private final World world = new World("most-kept", "1KB");
    private final FakeLog log = world.log();

    @BeforeEach
    void somebodyIsLive() {
        world.pushers.up("p1");
        log.append(3);
        world.live();
    }

    @AfterEach
    void everyChainHolds() {
        world.assertUnbroken();
        world.assertNothingIsHeld();
    }

    @Test
    void messageJustBeforeTheHistoryIsRead_comesOnce() {
        Cursor cursor = log.end();
        goLive(3);
        FakeSession session = joinAndHold(cursor);

        goLive(1);
        world.pushers.answerPulls();
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(4);
        assertIsLive(session);
    }

    @Test
    void messageJustAfterTheHistoryIsRead_comesOnce() {
        Cursor cursor = log.end();
        goLive(3);
        FakeSession session = joinAndHold(cursor);

        world.pushers.answerPulls();
        FakePushers.Said answer = world.pushers.inFlight.remove(0);
        goLive(1);
        world.pushers.deliver(answer);
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(4);
        assertIsLive(session);
    }

    @Test
    void lateDuplicateBeforeTheSwitchPoint_isNotSeenTwice() {
        Cursor cursor = log.end();
        goLive(2);
        FakeSession session = joinAndHold(cursor);

        world.pushers.broadcast(World.ROOM, cursor);
        world.settle();
        world.pushers.answerPulls();
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(2);
        assertIsLive(session);
    }

    @Test
    void lateDuplicateAfterTheSwitchPoint_isNotSeenTwice() {
        Cursor cursor = log.end();
        goLive(2);
        FakeSession session = joinAndHold(cursor);
        world.pushers.answerPulls();
        world.settle();

        world.pushers.broadcast(World.ROOM, cursor);
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(2);
        assertIsLive(session);
    }

    @Test
    void burstBetweenTheSwitchPointAndGoingLive_isKeptAndComesInOrder() {
        Cursor cursor = log.end();
        goLive(2);
        FakeSession session = joinAndHold(cursor);

        for (int i = 0; i < 4; i++) {
            goLive(1);
        }
        assertThat(session.seen(World.ROOM)).isEmpty();
        world.pushers.answerPulls();
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(6);
        assertThat(world.pushers.pulls()).as("one page was enough").hasSize(1);
        assertIsLive(session);
    }

    @Test
    void historyOfManyPages_comesInOrder() {
        Cursor cursor = log.end();
        goLive(4 * FakePushers.PAGE + 1);

        FakeSession session = world.enter(cursor);
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor));
        assertThat(world.pushers.pulls()).hasSize(5);
        assertIsLive(session);
    }

    @Test
    void cursorOfALostEpoch_isToldAGapAndGetsTheNewOne() {
        Cursor cursor = log.end();
        log.lose();
        log.append(2);
        world.pushers.notifyPlaces();
        world.settle();

        FakeSession session = world.enter(cursor);
        world.settle();

        assertThat(session.gaps).isEqualTo(1);
        assertThat(session.seen(World.ROOM)).containsExactly("e4", "c5");
        assertIsLive(session);
    }

    @Test
    void cursorOfNoEpochThereEverWas_isToldAGap() {
        FakeSession session = world.enter(new Cursor(new Epoch("nonsense"), 77));
        world.settle();

        assertThat(session.gaps).isEqualTo(1);
        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
        assertIsLive(session);
    }

    @Test
    void epochChangesWhileThePageIsUnderWay_nothingOfTheNewOneIsMissedOrDoubled() {
        Cursor cursor = log.end();
        goLive(2);
        FakeSession session = joinAndHold(cursor);

        log.lose();
        log.append(2);
        world.pushers.answerPulls();
        world.settle();
        goLive(1);
        world.pushers.holdPulls = false;
        world.pushers.answerPulls();
        world.settle();
        world.heartbeat();

        assertThat(session.gaps)
                .as("the pages of the lost epoch are gone, and that is told")
                .isEqualTo(1);
        assertThat(session.seen(World.ROOM)).containsExactly("e6", "c7", "e8");
        assertIsLive(session);
    }

    @Test
    void epochChangesForTheLiveSetFirst_joiningSessionGetsTheSameMessages() {
        Cursor cursor = log.end();
        goLive(2);
        FakeSession session = joinAndHold(cursor);

        Cursor before = log.end();
        log.lose();
        log.append(2);
        world.pushers.broadcast(World.ROOM, before);
        world.settle();
        world.pushers.answerPulls();
        world.settle();

        assertThat(session.gaps).isPositive();
        assertThat(session.seen(World.ROOM)).containsExactly("e6", "c7");
        assertIsLive(session);
    }

    @Test
    void cursorOfANewEpochThatTheLiveSetHasNotSeen_isNotDoubled() {
        log.lose();
        log.append(2);
        Cursor cursor = log.end();
        log.append(1);

        FakeSession session = world.enter(cursor);
        world.settle();
        world.heartbeat();

        assertThat(session.seen(World.ROOM)).containsExactly("e6");
        assertThat(session.gaps).isZero();
        assertIsLive(session);
    }

    @Test
    void emptyEpochThenItsFirstMessage_comesWithoutAGap() {
        FakeSession session = world.session(1, Encoding.NATIVE, null);
        world.hub.enter(session, new live.danmaku.model.RoomId("new"), null).thenAccept(session::admitted);
        world.settle();
        assertThat(session.place("room:new")).isEqualTo(Cursor.ORIGIN);

        world.pushers.log("room:new").append(1);
        world.heartbeat();

        assertThat(session.seen("room:new")).containsExactly("c1");
        assertThat(session.gaps).isZero();
    }

    @Test
    void emptyEpochWithACursorOfIt_isLiveAtOnce() {
        log.lose();
        world.heartbeat();

        FakeSession session = world.enter(Cursor.ORIGIN);
        world.settle();
        log.append(1);
        world.heartbeat();

        assertThat(session.seen(World.ROOM)).containsExactly("e4");
    }

    @Test
    void endlessResubscription_neitherDoublesNorLeaks() {
        Topic other = Topic.parse("room:other");
        FakeSession session = world.live();
        FakeLog otherLog = world.pushers.log("room:other");
        otherLog.append(1);

        for (int i = 0; i < 200; i++) {
            Cursor cursor = otherLog.end();
            otherLog.append(2);
            session.forget("room:other");
            world.hub.subscribe(session, other, cursor).thenAccept(session::admitted);
            if (i % 3 == 0) {
                world.run();
            } else {
                world.settle();
                world.pushers.notifyPlaces();
                world.settle();
                world.pass(Duration.ofMillis(10));
                world.settle();
                assertThat(session.seen("room:other")).isEqualTo(otherLog.idsAfter(cursor));
            }
            world.hub.unsubscribe(session, other);
        }
        world.settle();

        assertThat(world.pushers.heard)
                .filteredOn(
                        said -> said.hasFollow() && said.getFollow().getTopic().equals("room:other"))
                .as("it is followed on while it comes and goes")
                .hasSize(1);
        assertThat(members("joining")).isZero();
        for (int i = 0; i < 50; i++) {
            world.pass(Duration.ofMillis(100));
            world.settle();
        }
        assertThat(world.pushers.followedAt("p1")).doesNotContain("room:other");
    }

    @Test
    void overflowOfWhatIsKept_beginsAgainFromWhereThePagesHaveReached() {
        Cursor cursor = log.end();
        goLive(2);
        FakeSession session = joinAndHold(cursor);

        for (int i = 0; i < 60; i++) {
            goLive(1);
        }
        assertThat(world.count("danmaku.connector.overflows")).isPositive();
        world.pushers.holdPulls = false;
        world.pushers.answerPulls();
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(62);
        assertThat(session.gaps).isZero();
        assertIsLive(session);
    }

    @Test
    void cursorAheadOfThePosition_waitsUntilItIsPassed() {
        log.append(2);
        Cursor cursor = log.end();

        FakeSession session = world.enter(cursor);
        world.settle();
        assertThat(world.pushers.pulls()).isEmpty();
        log.append(2);
        world.heartbeat();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(2);
        assertIsLive(session);
    }

    @Test
    void broadcast_doesNotWaitForAJoiningSession() {
        FakeSession live = world.sessions.get(0);
        Cursor cursor = log.end();
        goLive(2);
        joinAndHold(cursor);

        goLive(1);

        assertThat(live.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(3);
    }

    @Test
    void pageThatNeverComes_isAskedForAgain() {
        Cursor cursor = log.end();
        goLive(2);
        FakeSession session = joinAndHold(cursor);

        world.pushers.heldPulls.clear();
        world.pushers.holdPulls = false;
        world.heartbeat();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(2);
        assertIsLive(session);
    }

    @Test
    void answerAfterASecondAsking_isNotSeenTwice() {
        Cursor cursor = log.end();
        goLive(2);
        FakeSession session = joinAndHold(cursor);

        world.heartbeat();
        assertThat(world.pushers.heldPulls).hasSizeGreaterThan(1);
        world.pushers.answerPulls();
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor)).hasSize(2);
        assertIsLive(session);
    }

    @Test
    void manyWithTheSameCursor_shareOnePull() {
        Cursor cursor = log.end();
        goLive(2);
        world.pushers.holdPulls = true;
        for (int i = 0; i < 50; i++) {
            world.enter(cursor);
        }
        world.settle();
        assertThat(world.pushers.heldPulls).hasSize(1);

        world.pushers.answerPulls();
        world.settle();

        List<String> expected = log.idsAfter(cursor);
        assertThat(world.sessions.subList(1, 51))
                .allSatisfy(session -> assertThat(session.seen(World.ROOM)).isEqualTo(expected));
    }

    @Test
    void nothingIsWritten_beforeTheAdmissionIsAnswered() {
        Cursor cursor = log.end();
        goLive(2);
        world.pushers.answersEnter = false;

        FakeSession session = world.enter(cursor);
        world.settle();
        goLive(1);

        assertThat(session.admission).isNull();
        assertThat(session.seen(World.ROOM)).isEmpty();
    }

    @Test
    void sessionWithoutACursor_beginsWithWhatComesAfterItsAdmission() {
        FakeSession session = world.live();
        goLive(2);

        assertThat(session.seen(World.ROOM)).containsExactly("e4", "c5");
        assertThat(world.pushers.pulls()).as("its members had it broadcast").isEmpty();
    }

    private FakeSession joinAndHold(Cursor cursor) {
        world.pushers.holdPulls = true;
        FakeSession session = world.enter(cursor);
        world.settle();
        assertThat(world.pushers.heldPulls).as("its page is under way").hasSize(1);
        return session;
    }

    /** So many messages are appended and broadcast as one batch. */
    private void goLive(int count) {
        Cursor before = log.end();
        log.append(count);
        world.pushers.broadcast(World.ROOM, before);
        world.settle();
    }

    private void assertIsLive(FakeSession session) {
        assertThat(members("joining")).isZero();
        int before = session.seen(World.ROOM).size();
        world.pushers.holdPulls = false;
        goLive(1);
        assertThat(session.seen(World.ROOM)).hasSize(before + 1);
    }

    private double members(String state) {
        return world.registry
                .get("danmaku.connector.members")
                .tag("state", state)
                .gauge()
                .value();
    }
}
