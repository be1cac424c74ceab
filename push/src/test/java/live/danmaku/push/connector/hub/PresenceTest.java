package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import live.danmaku.model.RoomId;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Close;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Online;
import live.danmaku.push.link.v1.Present;
import live.danmaku.push.link.v1.PresentWanted;
import live.danmaku.push.link.v1.RoomOnline;
import live.danmaku.push.link.v1.User;
import org.junit.jupiter.api.Test;

/** Being counted in rooms, leaving them, and what is told of both. */
class PresenceTest {

    private static final RoomId OTHER = new RoomId("other");

    private final World world = new World();

    @Test
    void lastOfAUsersSessions_tellsTheLeave() {
        world.pushers.up("p1");
        FakeSession one = world.user("u1", 0);
        FakeSession two = world.user("u1", 1);

        one.close(CloseReason.of(4000, "bye"));
        world.settle();
        assertThat(world.pushers.leaves()).isEmpty();
        two.close(CloseReason.of(4000, "bye"));
        world.settle();

        assertThat(world.pushers.leaves())
                .singleElement()
                .satisfies(leave -> assertThat(leave.getUid()).isEqualTo("u1"));
    }

    @Test
    void userWhoComesAgainWhileLeaving_isNotToldToHaveLeft() {
        world.pushers.up("p1");
        FakeSession one = world.user("u1", 0);
        FakeSession two = world.session(1, Encoding.NATIVE, "u1");

        world.enter(two, null);
        world.run();
        one.close(CloseReason.of(4000, "bye"));
        world.settle();

        assertThat(world.pushers.leaves()).isEmpty();
    }

    @Test
    void sessionThatGoesBeforeItsAnswer_leavesTheRoom() {
        world.pushers.up("p1");
        FakeSession session = world.session(0, Encoding.NATIVE, "u1");
        world.enter(session, null);
        world.run();

        session.close(CloseReason.of(4000, "bye"));
        world.settle();

        assertThat(world.pushers.leaves()).hasSize(1);
        assertThat(world.hub.sessions()).isZero();
    }

    @Test
    void usersOfARoom_areToldEveryTenSecondsAndToANewPusher() {
        world.pushers.up("p1");
        world.user("u1", 0);
        world.user("u2", 1);
        assertThat(presents()).isEmpty();

        for (int i = 0; i < 110; i++) {
            world.pass(Duration.ofMillis(100));
            world.settle();
        }
        assertThat(presents()).hasSize(1);
        world.pushers.down("p1");
        world.pushers.up("p1");
        world.settle();

        assertThat(presents()).hasSize(2);
        assertThat(presents().get(1).getUsersList()).extracting(User::getUid).containsExactlyInAnyOrder("u1", "u2");
    }

    @Test
    void users_areToldByIdOnceThePusherKnowsTheirNames() {
        world.pushers.up("p1");
        world.user("u1", 0);
        aPeriod();
        world.user("u2", 1);
        aPeriod();

        assertThat(presents()).hasSize(2);
        assertThat(presents().get(0).getUsersList()).extracting(User::getUid).containsExactly("u1");
        assertThat(presents().get(1).getUsersList()).extracting(User::getUid).containsExactly("u2");
        assertThat(presents().get(1).getKnownList()).containsExactly("u1");

        world.pushers.say(
                "p1",
                FromPusher.newBuilder()
                        .setPresentWanted(PresentWanted.newBuilder().setRoom("r1"))
                        .build());
        world.settle();
        assertThat(presents().get(2).getUsersList()).hasSize(2);
        assertThat(presents().get(2).getKnownList()).isEmpty();
    }

    @Test
    void longList_isToldInPieces_whileTheLinkTakesThem() {
        world.pushers.up("p1");
        for (int i = 0; i < 500; i++) {
            world.user("u%03d-%s".formatted(i, "x".repeat(50)), i % 2);
        }
        FakeSession gone = world.sessions.get(0);
        world.pushers.room = 1;
        aPeriod();
        assertThat(presents()).hasSize(1);
        gone.close(CloseReason.of(4000, "bye"));
        world.settle();

        world.pushers.takeMore(100);

        List<Present> told = presents();
        assertThat(told).hasSizeGreaterThan(2);
        assertThat(told)
                .allSatisfy(piece -> assertThat(piece.getSerializedSize()).isLessThan(20_000));
        assertThat(told.stream().map(Present::getGoesOn))
                .startsWith(false, true)
                .endsWith(true);
        assertThat(told.stream().map(Present::getMore)).startsWith(true, true).endsWith(false);
        assertThat(told.stream().mapToInt(Present::getUsersCount).sum()).isBetween(499, 500);
        int before = told.size();
        aPeriod();
        assertThat(presents().subList(before, presents().size()).stream()
                        .mapToInt(Present::getKnownCount)
                        .sum())
                .isEqualTo(499);
    }

    @Test
    void pusherOfTheTimeBefore_isToldAllInOne() {
        world.pushers.version = 0;
        world.pushers.up("p1");
        for (int i = 0; i < 500; i++) {
            world.user("u%03d-%s".formatted(i, "x".repeat(50)), i % 2);
        }
        aPeriod();
        aPeriod();

        assertThat(presents())
                .hasSize(2)
                .allSatisfy(present -> assertThat(present.getUsersList()).hasSize(500));
    }

    private void aPeriod() {
        for (int i = 0; i < 110; i++) {
            world.pass(Duration.ofMillis(100));
            world.settle();
        }
    }

    @Test
    void close_reachesTheUsersSessionsInThatRoom() {
        world.pushers.up("p1");
        FakeSession here = world.user("u1", 0);
        FakeSession other = world.user("u2", 0);
        FakeSession elsewhere = world.user("u1", 1);
        world.hub.changeRoom(elsewhere, OTHER, null);
        world.settle();

        world.pushers.say(
                "p1",
                FromPusher.newBuilder()
                        .setClose(Close.newBuilder()
                                .setRoom("r1")
                                .setUid("u1")
                                .setCode(4005)
                                .setReason("banned"))
                        .build());
        world.settle();

        assertThat(Objects.requireNonNull(here.closed).code()).isEqualTo(4005);
        assertThat(other.closed).isNull();
        assertThat(elsewhere.closed).isNull();
    }

    @Test
    void onlineNumbers_areRemembered() {
        world.pushers.up("p1");
        FakeSession session = world.user("u1", 0);

        world.pushers.say(
                "p1",
                FromPusher.newBuilder()
                        .setOnline(Online.newBuilder()
                                .addRooms(RoomOnline.newBuilder().setRoom("r9").setOnline(43))
                                .addRooms(RoomOnline.newBuilder().setRoom("r1").setOnline(42)))
                        .build());
        world.settle();

        assertThat(world.hub.online(session)).isEqualTo(42);
    }

    @Test
    void status_isToldThreeTimesASecond() {
        world.pushers.up("p1");
        world.user("u1", 0);
        int before = world.pushers.heard(FromConnector.KindCase.STATUS).size();

        for (int i = 0; i < 30; i++) {
            world.pass(Duration.ofMillis(100));
        }

        List<FromConnector> statuses = world.pushers.heard(FromConnector.KindCase.STATUS);
        assertThat(statuses).hasSizeBetween(before + 9, before + 11);
        assertThat(statuses)
                .last()
                .satisfies(
                        status -> assertThat(status.getStatus().getSessions()).isEqualTo(1));
    }

    private List<Present> presents() {
        return world.pushers.heard(FromConnector.KindCase.PRESENT).stream()
                .map(FromConnector::getPresent)
                .toList();
    }
}
