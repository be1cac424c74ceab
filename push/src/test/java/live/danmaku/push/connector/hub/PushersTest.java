package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.link.Rendezvous;
import live.danmaku.push.link.v1.Follow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushers that do not answer, know less, go and come: no session notices. */
class PushersTest {

    private final World world = new World();
    private final FakeLog log = world.log();

    @AfterEach
    void everyChainHolds() {
        world.assertUnbroken();
    }

    @Test
    void unansweredPull_isAskedAgainAfterASecond() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        world.pushers.dropPulls = true;
        log.append(1);
        world.pushers.notifyPlaces();
        world.settle();

        world.pushers.dropPulls = false;
        world.pass(Duration.ofMillis(1_100));
        world.settle();
        world.pass(Duration.ofMillis(10));
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
        assertThat(world.count("danmaku.connector.pulls.unanswered")).isEqualTo(1);
    }

    @Test
    void pusherThatKnowsLess_isAskedAgainLater() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        world.pushers.ahead = true;
        log.append(1);
        world.pushers.notifyPlaces();
        world.settle();
        assertThat(session.seen(World.ROOM)).isEmpty();

        world.pushers.ahead = false;
        world.pass(Duration.ofMillis(200));
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
    }

    @Test
    void pusherGoes_theNextOneIsFollowedFromThePosition() {
        world.pushers.up("p1");
        world.pushers.up("p2");
        world.settle();
        FakeSession session = world.live();
        log.append(2);
        world.pushers.notifyPlaces();
        world.settle();
        String owner = owner();
        String other = owner.equals("p1") ? "p2" : "p1";

        Cursor position = log.end();
        log.append(2);
        world.pushers.notifyPlace(owner, World.ROOM);
        world.pushers.down(owner);
        world.settle();
        world.heartbeat();

        assertThat(world.pushers.followedAt(other)).contains(World.ROOM);
        assertThat(world.pushers.follows(World.ROOM))
                .last()
                .extracting(Follow::getPosition)
                .isEqualTo(position.toString());
        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
        assertThat(session.closed).isNull();
    }

    @Test
    void onlyPusherRestarts_noSessionNotices() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        log.append(1);
        world.pushers.notifyPlaces();
        world.settle();

        world.pushers.down("p1");
        world.settle();
        log.append(3);
        world.pushers.up("p1");
        world.settle();
        world.pass(Duration.ofMillis(10));
        world.settle();

        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
        assertThat(session.closed).isNull();
    }

    @Test
    void pusherComes_itsTopicsMoveThere() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        String wanted = "p2";
        for (int i = 2;
                !Rendezvous.choose(World.ROOM, List.of("p1", wanted), 1).get(0).equals(wanted);
                i++) {
            wanted = "p" + (i + 1);
        }

        world.pushers.up(wanted);
        world.settle();
        log.append(2);
        world.heartbeat();

        assertThat(world.pushers.followedAt("p1")).doesNotContain(World.ROOM);
        assertThat(world.pushers.followedAt(wanted)).contains(World.ROOM);
        assertThat(session.seen(World.ROOM)).isEqualTo(log.ids());
    }

    @Test
    void pusherThatHasNotHeardOfTheNewEpoch_leadsNobodyBack() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        log.append(2);
        world.heartbeat();
        Cursor old = log.end();
        log.lose();
        log.append(1);
        world.heartbeat();
        assertThat(session.gaps).isEqualTo(1);
        int pulls = world.pushers.pulls().size();

        world.pushers.say(
                "p1",
                live.danmaku.push.link.v1.FromPusher.newBuilder()
                        .setNotify(live.danmaku.push.link.v1.Notify.newBuilder()
                                .addTopics(live.danmaku.push.link.v1.TopicPlace.newBuilder()
                                        .setTopic(World.ROOM)
                                        .setPlace(old.toString())))
                        .build());
        world.settle();

        assertThat(world.pushers.pulls()).hasSize(pulls);
    }

    private static String owner() {
        return Rendezvous.choose(World.ROOM, List.of("p1", "p2"), 1).get(0);
    }
}
