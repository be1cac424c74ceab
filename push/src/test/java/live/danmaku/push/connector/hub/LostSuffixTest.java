package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import live.danmaku.model.timeline.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A timeline that has lost its newest part goes on in the same epoch: whoever had seen that is told of a gap, once. */
class LostSuffixTest {

    private final World world = new World();
    private final FakeLog log = world.log();

    @AfterEach
    void everyChainHolds() {
        world.assertUnbroken();
    }

    @Test
    void liveSession_isToldOneGapAndMissesNothing() {
        world.pushers.up("p1");
        FakeSession session = world.live();
        log.append(4);
        world.heartbeat();

        log.loseNewest(2);
        Cursor survived = log.end();
        world.heartbeat();
        assertThat(session.gaps).isZero();
        log.append(2);
        world.pushers.broadcast(World.ROOM, survived);
        world.settle();
        log.append(1);
        world.heartbeat();

        assertThat(session.gaps).isEqualTo(1);
        assertThat(session.seen(World.ROOM)).containsExactly("c1", "e2", "c3", "e4", "c5", "e6", "c7");
        assertThat(session.place(World.ROOM)).isEqualTo(log.end());
    }

    @Test
    void sessionThatComesWithACursorOfWhatIsLost_isToldOneGap_theOthersNone() {
        world.pushers.up("p1");
        log.append(4);
        Cursor lost = log.end();
        log.loseNewest(2);
        FakeSession live = world.live();
        FakeSession early = world.enter(lost);
        log.append(2);
        world.heartbeat();

        FakeSession late = world.enter(lost);
        world.settle();
        log.append(1);
        world.heartbeat();

        assertThat(live.gaps).isZero();
        assertThat(live.seen(World.ROOM)).containsExactly("c5", "e6", "c7");
        assertThat(early.gaps).isEqualTo(1);
        assertThat(early.seen(World.ROOM)).containsExactly("c5", "e6", "c7");
        assertThat(late.gaps).isEqualTo(1);
        assertThat(late.seen(World.ROOM)).containsExactly("c5", "e6", "c7");
    }
}
