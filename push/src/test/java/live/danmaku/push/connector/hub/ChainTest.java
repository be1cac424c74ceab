package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import live.danmaku.model.RoomId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.FromConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is lost, doubled or late on the links is not lost, doubled or out of order for a session. */
class ChainTest {

    private final World world = new World();
    private final FakeLog log = world.log();

    @AfterEach
    void everyChainHolds() {
        world.assertUnbroken();
    }

    @Test
    void noticeOfNewMessages_isAnsweredByOnePull() {
        world.pushers.up("p1");
        FakeSession session = world.live();

        log.append(2);
        world.pushers.notifyPlaces();
        world.pushers.notifyPlaces();
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
        assertThat(world.pushers.pulls()).hasSize(1);
    }

    @Test
    void noticesSoonAfterAPull_areCollectedIntoOneMessage() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        FakeSession other = world.session(1, Encoding.NATIVE, null);
        world.hub.enter(other, new RoomId("r2"), null).thenAccept(other::admitted);
        world.settle();
        log.append(1);
        world.pushers.notifyPlaces();
        world.settle();
        long before = messages();

        log.append(1);
        world.pushers.notifyPlace("p1", World.ROOM);
        world.settle();
        world.pushers.log("room:r2").append(1);
        world.pushers.notifyPlace("p1", "room:r2");
        world.settle();
        assertThat(messages()).as("they wait").isEqualTo(before);
        world.pass(Duration.ofMillis(3));
        world.settle();

        assertThat(messages()).isEqualTo(before + 1);
        assertThat(session.seen(World.ROOM)).hasSize(2);
        assertThat(other.seen("room:r2")).hasSize(1);
    }

    @Test
    void lostBroadcast_isSeenByTheNextOne_andPulled() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        log.append(1);

        Cursor before = log.end();
        log.append(1);
        world.pushers.broadcast(World.ROOM, before);
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
        assertThat(world.count("danmaku.connector.holes")).isEqualTo(1);
    }

    @Test
    void lostLastBroadcast_isFoundByTheHeartbeat() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        log.append(3);

        world.heartbeat();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
    }

    @Test
    void heartbeatWithNothingNew_asksForNothing() {
        world.pushers.up("p1");
        log.append(3);
        world.live();

        world.heartbeat();
        world.heartbeat();

        assertThat(world.pushers.pulls()).isEmpty();
    }

    @Test
    void twoSubscribersOnTwoLoops_getTheSame() {
        world.pushers.up("p1");
        FakeSession one = world.live();
        FakeSession two = world.session(1, Encoding.NATIVE_BROTLI, null);
        world.enter(two, null);
        world.settle();

        log.append(7);
        world.heartbeat();

        assertThat(one.seen(World.ROOM)).isEqualTo(log.ids());
        assertThat(two.seen(World.ROOM)).isEqualTo(log.ids());
    }

    @Test
    void batchWithoutANewcomersEncoding_isFetchedByTheNewcomer() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        world.pushers.holdPulls = true;
        log.append(2);
        world.pushers.notifyPlaces();
        world.settle();
        FakeSession newcomer = world.session(0, Encoding.JSON, null);
        world.enter(newcomer, null);
        world.settle();
        assertThat(newcomer.place(World.ROOM)).isEqualTo(Cursor.ORIGIN);

        world.pushers.holdPulls = false;
        world.pushers.answerPulls();
        world.settle();
        world.pass(Duration.ofMillis(200));
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
        assertThat(newcomer.seen(World.ROOM)).isEqualTo(log.ids());
    }

    private long messages() {
        return world.pushers.heard(FromConnector.KindCase.PULLS).size();
    }
}
