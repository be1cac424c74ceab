package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Enter;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Leave;
import org.junit.jupiter.api.Test;

/** Coming into rooms, and being refused. */
class EnteringTest {

    private static final RoomId OTHER = new RoomId("other");

    private final World world = new World();

    @Test
    void session_followsItsRoomItsAreaAllAndItsUser() {
        world.pushers.up("p1");
        world.pushers.area = "games";

        FakeSession session = world.user("u1", 0);

        assertThat(session.admission().cursors().keySet())
                .extracting(Topic::name)
                .containsExactlyInAnyOrder(World.ROOM, "area:games", "all", "user:u1");
        assertThat(world.hub.online(session)).isEqualTo(7);
    }

    @Test
    void refusal_isPassedOn_andLeavesNothingBehind() {
        world.pushers.up("p1");
        world.pushers.entered =
                Entered.newBuilder().setCode(4005).setReason("banned").build();

        FakeSession session = world.user("u1", 0);

        assertThat(Objects.requireNonNull(session.admission().refused()).code()).isEqualTo(4005);
        assertThat(world.hub.sessions()).isZero();
        assertThat(world.pushers.followedAt("p1")).isEmpty();
    }

    @Test
    void pusherGoesBeforeItAnswers_theNextOneIsAsked() {
        world.pushers.up("p1");
        world.pushers.up("p2");
        world.pushers.answersEnter = false;
        FakeSession session = world.user("u1", 0);
        assertThat(session.admission).isNull();

        world.pushers.answersEnter = true;
        List<String> up = List.copyOf(world.pushers.up());
        up.forEach(pusher -> {
            world.pushers.down(pusher);
            world.settle();
            world.pushers.up(pusher);
            world.settle();
        });

        assertThat(session.admission().refused()).isNull();
    }

    @Test
    void noPusher_sessionWaits_andIsToldToComeBack() {
        FakeSession session = world.user("u1", 0);
        assertThat(session.admission).isNull();

        for (int i = 0; i < 60; i++) {
            world.pass(Duration.ofMillis(100));
            world.settle();
        }

        CloseReason refused = Objects.requireNonNull(session.admission().refused());
        assertThat(refused.code()).isEqualTo(CloseReason.GOING_AWAY);
        assertThat(refused.afterMs()).isBetween(1_000L, 3_000L);
        assertThat(world.hub.sessions()).isZero();
    }

    @Test
    void pusherThatComesWhileASessionWaits_letsItIn() {
        FakeSession session = world.user("u1", 0);

        world.pushers.up("p1");
        world.settle();

        assertThat(session.admission().refused()).isNull();
    }

    @Test
    void ticketOfOneUse_isSentOnceOnly() {
        world.pushers.up("p1");
        FakeSession session = world.session(0, Encoding.NATIVE, "u1");
        world.enter(session, null);
        world.settle();

        world.hub.changeRoom(session, OTHER, null);
        world.settle();

        assertThat(world.pushers.heard(FromConnector.KindCase.ENTER))
                .extracting(FromConnector::getEnter)
                .extracting(Enter::getRoom)
                .containsExactly("r1", "other");
    }

    @Test
    void changeOfRooms_leavesTheOneAndFollowsTheOther() {
        world.pushers.up("p1");
        FakeSession session = world.user("u1", 0);

        world.hub.changeRoom(session, OTHER, null).thenAccept(session::admitted);
        world.settle();
        world.pushers.log("room:other").append();
        world.log().append();
        world.heartbeat();

        assertThat(session.seen("room:other")).hasSize(1);
        assertThat(session.seen(World.ROOM)).isEmpty();
        assertThat(world.pushers.leaves()).extracting(Leave::getRoom).containsExactly("r1");
        world.assertUnbroken();
    }
}
