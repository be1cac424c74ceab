package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Close;
import live.danmaku.push.link.v1.Drain;
import live.danmaku.push.link.v1.Enter;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.JudgedSession;
import live.danmaku.push.link.v1.Leave;
import live.danmaku.push.link.v1.Online;
import live.danmaku.push.link.v1.Present;
import live.danmaku.push.link.v1.Rejudge;
import live.danmaku.push.link.v1.RoomOnline;
import live.danmaku.push.link.v1.User;
import org.junit.jupiter.api.Test;

/** Coming into rooms, being counted there, and having to go. */
class EnteringTest {

    private static final RoomId OTHER = new RoomId("other");

    private final World world = new World();

    @Test
    void session_followsItsRoomItsAreaAllAndItsUser() {
        world.pushers.up("p1");
        world.pushers.area = "games";

        FakeSession session = user("u1", 0);

        assertThat(admitted(session).cursors().keySet())
                .extracting(Topic::name)
                .containsExactlyInAnyOrder(World.ROOM, "area:games", "all", "user:u1");
        assertThat(world.hub.online(new RoomId("r1"))).isEqualTo(7);
    }

    @Test
    void refusal_isPassedOn_andLeavesNothingBehind() {
        world.pushers.up("p1");
        world.pushers.entered =
                Entered.newBuilder().setCode(4005).setReason("banned").build();

        FakeSession session = user("u1", 0);

        assertThat(Objects.requireNonNull(admitted(session).refused()).code()).isEqualTo(4005);
        assertThat(world.hub.sessions()).isZero();
        assertThat(world.pushers.followedAt("p1")).isEmpty();
    }

    @Test
    void pusherGoesBeforeItAnswers_theNextOneIsAsked() {
        world.pushers.up("p1");
        world.pushers.up("p2");
        world.pushers.answersEnter = false;
        FakeSession session = user("u1", 0);
        assertThat(session.admission).isNull();

        world.pushers.answersEnter = true;
        List<String> up = List.copyOf(world.pushers.up());
        up.forEach(pusher -> {
            world.pushers.down(pusher);
            world.settle();
            world.pushers.up(pusher);
            world.settle();
        });

        assertThat(admitted(session).refused()).isNull();
    }

    @Test
    void noPusher_sessionWaits_andIsToldToComeBack() {
        FakeSession session = user("u1", 0);
        assertThat(session.admission).isNull();

        for (int i = 0; i < 60; i++) {
            world.pass(Duration.ofMillis(100));
            world.settle();
        }

        CloseReason refused = Objects.requireNonNull(admitted(session).refused());
        assertThat(refused.code()).isEqualTo(CloseReason.GOING_AWAY);
        assertThat(refused.afterMs()).isBetween(1_000L, 3_000L);
        assertThat(world.hub.sessions()).isZero();
    }

    @Test
    void pusherThatComesWhileASessionWaits_letsItIn() {
        FakeSession session = user("u1", 0);

        world.pushers.up("p1");
        world.settle();

        assertThat(admitted(session).refused()).isNull();
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
        FakeSession session = user("u1", 0);

        world.hub.changeRoom(session, OTHER, null).thenAccept(session::admitted);
        world.settle();
        world.pushers.log("room:other").append();
        world.log().append();
        world.heartbeat();

        assertThat(session.seen("room:other")).hasSize(1);
        assertThat(session.seen(World.ROOM)).isEmpty();
        assertThat(leaves()).extracting(Leave::getRoom).containsExactly("r1");
        world.assertUnbroken();
    }

    // ---- presence

    @Test
    void lastOfAUsersSessions_tellsTheLeave() {
        world.pushers.up("p1");
        FakeSession one = user("u1", 0);
        FakeSession two = user("u1", 1);

        one.close(CloseReason.of(4000, "bye"));
        world.settle();
        assertThat(leaves()).isEmpty();
        two.close(CloseReason.of(4000, "bye"));
        world.settle();

        assertThat(leaves())
                .singleElement()
                .satisfies(leave -> assertThat(leave.getUid()).isEqualTo("u1"));
    }

    @Test
    void userWhoComesAgainWhileLeaving_isNotToldToHaveLeft() {
        world.pushers.up("p1");
        FakeSession one = user("u1", 0);
        FakeSession two = world.session(1, Encoding.NATIVE, "u1");

        world.enter(two, null);
        world.run();
        one.close(CloseReason.of(4000, "bye"));
        world.settle();

        assertThat(leaves()).isEmpty();
    }

    @Test
    void sessionThatGoesBeforeItsAnswer_leavesTheRoom() {
        world.pushers.up("p1");
        FakeSession session = world.session(0, Encoding.NATIVE, "u1");
        world.enter(session, null);
        world.run();

        session.close(CloseReason.of(4000, "bye"));
        world.settle();

        assertThat(leaves()).hasSize(1);
        assertThat(world.hub.sessions()).isZero();
    }

    @Test
    void usersOfARoom_areToldEveryTenSecondsAndToANewPusher() {
        world.pushers.up("p1");
        user("u1", 0);
        user("u2", 1);
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
    void close_reachesTheUsersSessionsInThatRoom() {
        world.pushers.up("p1");
        FakeSession here = user("u1", 0);
        FakeSession other = user("u2", 0);
        FakeSession elsewhere = user("u1", 1);
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
        user("u1", 0);

        world.pushers.say(
                "p1",
                FromPusher.newBuilder()
                        .setOnline(Online.newBuilder()
                                .addRooms(RoomOnline.newBuilder().setRoom("r1").setOnline(42))
                                .addRooms(RoomOnline.newBuilder().setRoom("r9").setOnline(43)))
                        .build());
        world.settle();

        assertThat(world.hub.online(new RoomId("r1"))).isEqualTo(42);
        assertThat(world.hub.online(new RoomId("r9"))).isZero();
    }

    @Test
    void status_isToldThreeTimesASecond() {
        world.pushers.up("p1");
        user("u1", 0);
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

    // ---- drain

    @Test
    void drain_closesEverybodyOverTheTime_andRefusesNewOnes() {
        world.pushers.up("p1");
        for (int i = 0; i < 100; i++) {
            world.enter(world.session(i % 2, Encoding.NATIVE, null), null);
        }
        world.settle();

        drain(Drain.newBuilder().setCode(4000).setOverMs(2_000).addTargets("ws://other:8090/sub"));
        assertThat(Objects.requireNonNull(world.hub.refusal()).code()).isEqualTo(4000);
        passAndSettle(1_000);
        assertThat(world.hub.sessions()).as("half of them are left").isBetween(25, 75);
        passAndSettle(1_200);

        assertThat(world.hub.sessions()).isZero();
        assertThat(world.sessions).allSatisfy(session -> {
            CloseReason reason = Objects.requireNonNull(session.closed);
            assertThat(reason.code()).isEqualTo(4000);
            assertThat(reason.reconnect()).isTrue();
            assertThat(reason.to()).containsExactly("ws://other:8090/sub");
        });
        FakeSession late = world.enter(null);
        assertThat(Objects.requireNonNull(admitted(late).refused()).code()).isEqualTo(4000);
    }

    @Test
    void drain_isTakenBack() {
        world.pushers.up("p1");
        for (int i = 0; i < 100; i++) {
            world.enter(null);
        }
        world.settle();

        drain(Drain.newBuilder().setCode(4007).setOverMs(10_000));
        passAndSettle(1_000);
        drain(Drain.newBuilder());
        int left = world.hub.sessions();
        passAndSettle(10_000);

        assertThat(left).isBetween(60, 99);
        assertThat(world.hub.sessions()).isEqualTo(left);
        assertThat(world.hub.refusal()).isNull();
        assertThat(world.sessions)
                .filteredOn(session -> session.closed != null)
                .allSatisfy(session -> assertThat(
                                Objects.requireNonNull(session.closed).code())
                        .isEqualTo(CloseReason.USE_POLLING));
    }

    @Test
    void rulesChanged_allSessionsAreAskedAboutOverTheTime_andTheNamedOnesClosed() {
        world.pushers.up("p1");
        for (int i = 0; i < 100; i++) {
            world.enter(null);
        }
        world.settle();

        rejudge("6:0:0");
        passAndSettle(1_000);
        int askedSoFar = judged().size();
        passAndSettle(3_200);
        rejudge("6:0:0");
        passAndSettle(4_200);

        assertThat(askedSoFar).isBetween(5, 60);
        assertThat(judged()).hasSize(100).doesNotHaveDuplicates();
        world.pushers.say(
                "p1",
                FromPusher.newBuilder()
                        .setClose(Close.newBuilder().setCode(4007).addAllSessions(judged().subList(0, 2)))
                        .build());
        world.settle();
        assertThat(world.hub.sessions()).isEqualTo(98);
        assertThat(world.sessions)
                .filteredOn(session -> judged().subList(0, 2).contains(session.id()))
                .allSatisfy(session -> assertThat(
                                Objects.requireNonNull(session.closed).code())
                        .isEqualTo(CloseReason.USE_POLLING));
    }

    @Test
    void sameOrderAgain_doesNotBeginAnew() {
        world.pushers.up("p1");
        for (int i = 0; i < 50; i++) {
            world.enter(null);
        }
        world.settle();

        for (int i = 0; i < 12; i++) {
            drain(Drain.newBuilder().setCode(4000).setOverMs(1_000));
            passAndSettle(100);
        }

        assertThat(world.hub.sessions()).isZero();
    }

    @Test
    void endOfTheProcess_waitsUntilAllHaveGone() {
        world.pushers.up("p1");
        world.enter(null);
        world.settle();

        var gone = world.hub.drain(Duration.ofSeconds(1)).toCompletableFuture();
        world.settle();
        assertThat(gone).isNotDone();
        passAndSettle(1_300);

        assertThat(gone).isDone();
        assertThat(world.hub.sessions()).isZero();
    }

    @Test
    void endOfTheProcess_whoGoesIsToldWhereTo() {
        world.pushers.up("p1");
        world.enter(null);
        world.settle();
        drain(Drain.newBuilder().setCode(4000).addTargets("ws://other:8090/sub"));
        assertThat(world.hub.refusal()).as("nobody goes yet").isNull();

        world.hub.drain(Duration.ofSeconds(1));
        world.settle();
        drain(Drain.newBuilder().setCode(4000).addTargets("ws://other:8090/sub"));
        passAndSettle(1_000);

        assertThat(Objects.requireNonNull(world.hub.refusal()).to()).containsExactly("ws://other:8090/sub");
        assertThat(world.sessions)
                .allSatisfy(session ->
                        assertThat(Objects.requireNonNull(session.closed).to()).containsExactly("ws://other:8090/sub"));
    }

    private void drain(Drain.Builder order) {
        world.pushers.say("p1", FromPusher.newBuilder().setDrain(order).build());
        world.settle();
    }

    private void rejudge(String rules) {
        world.pushers.say(
                "p1",
                FromPusher.newBuilder()
                        .setRejudge(Rejudge.newBuilder().setRules(rules).setOverMs(4_000))
                        .build());
        world.settle();
    }

    /** The sessions that the pusher was asked about. */
    private List<String> judged() {
        return world.pushers.heard(FromConnector.KindCase.JUDGE).stream()
                .flatMap(said -> said.getJudge().getSessionsList().stream())
                .map(JudgedSession::getSession)
                .toList();
    }

    private void passAndSettle(int ms) {
        for (int i = 0; i < ms / 100; i++) {
            world.pass(Duration.ofMillis(100));
            world.settle();
        }
    }

    private FakeSession user(String uid, int loop) {
        FakeSession session = world.session(loop, Encoding.NATIVE, uid);
        world.enter(session, null);
        world.settle();
        return session;
    }

    private static Admission admitted(FakeSession session) {
        return Objects.requireNonNull(session.admission);
    }

    private List<Leave> leaves() {
        return world.pushers.heard(FromConnector.KindCase.LEAVE).stream()
                .map(FromConnector::getLeave)
                .toList();
    }

    private List<Present> presents() {
        return world.pushers.heard(FromConnector.KindCase.PRESENT).stream()
                .map(FromConnector::getPresent)
                .toList();
    }
}
