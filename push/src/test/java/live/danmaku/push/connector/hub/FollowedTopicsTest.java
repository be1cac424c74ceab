package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Pull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which topics a connector follows, and what it says of them. */
class FollowedTopicsTest {

    private final World world = new World();
    private final FakeLog log = world.log();

    @AfterEach
    void everyChainHolds() {
        world.assertUnbroken();
    }

    @Test
    void topic_isFollowedOnceForAllSessions_andSaidAgainWhenTheirNumberChangedMuch() {
        world.pushers.up("p1");
        world.live();
        assertThat(world.pushers.follows(World.ROOM)).hasSize(1);

        for (int i = 0; i < 99; i++) {
            world.live();
        }

        List<Follow> follows = world.pushers.follows(World.ROOM);
        assertThat(follows).hasSizeLessThan(20);
        assertThat(follows.get(follows.size() - 1).getSessions()).isBetween(50, 200);
    }

    @Test
    void newEncoding_isSaidAtOnce() {
        world.pushers.up("p1");
        for (int i = 0; i < 20; i++) {
            world.live();
        }
        FakeSession session = world.session(1, Encoding.WEB_LIVE_ZLIB, null);
        world.enter(session, null);
        world.settle();

        assertThat(world.pushers.follows(World.ROOM))
                .last()
                .satisfies(follow -> assertThat(follow.getEncodingsList())
                        .containsExactlyInAnyOrder(Encoding.NATIVE.number(), Encoding.WEB_LIVE_ZLIB.number()));
    }

    @Test
    void topicWithoutSessions_isUnfollowedAfterAWhile() {
        world.pushers.up("p1");
        FakeSession session = world.live();

        session.close(live.danmaku.push.connector.session.CloseReason.of(4000, "bye"));
        world.settle();
        assertThat(world.pushers.followedAt("p1")).contains(World.ROOM);
        for (int i = 0; i < 50; i++) {
            world.pass(Duration.ofMillis(100));
            world.settle();
        }

        assertThat(world.pushers.followedAt("p1")).isEmpty();
    }

    @Test
    void topicWithoutSessions_isNotPulled() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        session.close(live.danmaku.push.connector.session.CloseReason.of(4000, "bye"));
        world.settle();

        log.append(2);
        world.pushers.notifyPlaces();
        world.settle();

        assertThat(world.pushers.pulls()).extracting(Pull::getTopic).isEmpty();
    }

    @Test
    void sessionThatComesInTheWhile_missesNothing() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        session.close(live.danmaku.push.connector.session.CloseReason.of(4000, "bye"));
        world.settle();
        Cursor cursor = log.end();
        log.append(2);
        world.pushers.notifyPlaces();
        world.settle();

        FakeSession next = world.enter(cursor);
        world.settle();
        world.pass(Duration.ofMillis(10));
        world.settle();

        assertThat(next.seen(World.ROOM)).isEqualTo(log.idsAfter(cursor));
        assertThat(world.pushers.follows(World.ROOM)).hasSize(1);
    }
}
