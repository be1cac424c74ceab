package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import live.danmaku.model.RoomId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.link.Rendezvous;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Acknowledge;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Pull;
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

    private long messages() {
        return world.pushers.heard(FromConnector.KindCase.PULLS).size();
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
        assertThat(follows(World.ROOM)).last().extracting(Follow::getPosition).isEqualTo(position.toString());
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
    void topicOfAUser_isFollowedAtTwoPushers_andItsMessagesComeOnce() {
        world.pushers.up("p1");
        world.pushers.up("p2");
        world.pushers.up("p3");
        FakeSession session = world.session(0, Encoding.NATIVE, "u1");
        world.enter(session, null);
        world.settle();
        FakeLog inbox = world.pushers.log("user:u1");

        Cursor before = inbox.end();
        inbox.append(2);
        world.pushers.broadcast("user:u1", before);
        world.settle();

        assertThat(session.seen("user:u1")).isEqualTo(inbox.ids()).hasSize(2);
        assertThat(world.count("danmaku.connector.repeated")).isEqualTo(1);
        List<Follow> follows = follows("user:u1");
        assertThat(follows).filteredOn(Follow::getPrimary).isNotEmpty();
        assertThat(follows).filteredOn(follow -> !follow.getPrimary()).isNotEmpty();
        assertThat(follows)
                .filteredOn(Follow::getPrimary)
                .last()
                .satisfies(follow -> assertThat(follow.getReadersList())
                        .singleElement()
                        .satisfies(reader -> {
                            assertThat(reader.getSession()).isEqualTo(session.id());
                            assertThat(reader.getFrom()).isEqualTo(before.toString());
                        }));
    }

    @Test
    void topicOfAUser_goesOnFromWhatWasAcknowledged() {
        world.pushers.up("p1");
        FakeLog inbox = world.pushers.log("user:u1");
        Cursor acknowledged = inbox.append().at();
        inbox.append(2);
        world.pushers.userCursor = acknowledged.toString();

        FakeSession session = world.session(0, Encoding.NATIVE, "u1");
        world.enter(session, null);
        world.settle();

        assertThat(session.seen("user:u1"))
                .isEqualTo(inbox.idsAfter(acknowledged))
                .hasSize(2);
    }

    @Test
    void sentAgain_reachesOneSessionAndMovesNobody() {
        world.pushers.up("p1");
        FakeSession session = world.session(0, Encoding.NATIVE, "u1");
        FakeSession other = world.session(0, Encoding.NATIVE, "u1");
        world.enter(session, null);
        world.enter(other, null);
        world.settle();
        FakeLog inbox = world.pushers.log("user:u1");
        FakeLog.Message message = inbox.append();
        world.heartbeat();
        assertThat(other.seen("user:u1")).hasSize(1);
        session.forget("user:u1");

        FakeLog.Page page = inbox.read(Cursor.ORIGIN, inbox.end(), 5);
        world.pushers.say(
                "p1",
                FakePushers.batches(FakePushers.batch("user:u1", page, java.util.Set.of(Encoding.NATIVE.number()))
                        .setSession(session.id())));
        world.settle();

        assertThat(session.seen("user:u1")).containsExactly(message.id());
        assertThat(other.seen("user:u1")).containsExactly(message.id());
        session.broken.clear();
    }

    @Test
    void acknowledgement_goesToThePrimaryPusher() {
        world.pushers.up("p1");
        world.pushers.up("p2");
        FakeSession session = world.session(0, Encoding.NATIVE, "u1");
        world.enter(session, null);
        world.settle();
        world.pushers.log("user:u1").append();
        world.heartbeat();
        Cursor place = world.pushers.log("user:u1").end();

        world.hub.acknowledge(session, live.danmaku.model.Topic.parse("user:u1"), place);
        world.settle();

        assertThat(world.pushers.heard(FromConnector.KindCase.ACKNOWLEDGE))
                .singleElement()
                .extracting(FromConnector::getAcknowledge)
                .satisfies(acknowledge -> assertAcknowledged(acknowledge, session, place));
    }

    @Test
    void clientThatCannotAcknowledge_isAcknowledgedFor() {
        world.pushers.up("p1");
        FakeSession session = world.session(0, Encoding.NATIVE, "u1");
        session.acknowledges = false;
        world.enter(session, null);
        world.settle();
        world.pushers.log("user:u1").append();
        world.heartbeat();

        assertThat(world.pushers.heard(FromConnector.KindCase.ACKNOWLEDGE))
                .singleElement()
                .extracting(FromConnector::getAcknowledge)
                .satisfies(acknowledge -> assertAcknowledged(
                        acknowledge, session, world.pushers.log("user:u1").end()));
    }

    private static void assertAcknowledged(Acknowledge acknowledge, FakeSession session, Cursor place) {
        assertThat(acknowledge.getSession()).isEqualTo(session.id());
        assertThat(acknowledge.getUid()).isEqualTo("u1");
        assertThat(acknowledge.getCursor()).isEqualTo(place.toString());
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

    // ---- what is followed

    @Test
    void topic_isFollowedOnceForAllSessions_andSaidAgainWhenTheirNumberChangedMuch() {
        world.pushers.up("p1");
        world.live();
        assertThat(follows(World.ROOM)).hasSize(1);

        for (int i = 0; i < 99; i++) {
            world.live();
        }

        List<Follow> follows = follows(World.ROOM);
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

        assertThat(follows(World.ROOM))
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
        assertThat(follows(World.ROOM)).hasSize(1);
    }

    private List<Follow> follows(String topic) {
        return world.pushers.heard(FromConnector.KindCase.FOLLOW).stream()
                .map(FromConnector::getFollow)
                .filter(follow -> follow.getTopic().equals(topic))
                .toList();
    }

    private static String owner() {
        return Rendezvous.choose(World.ROOM, List.of("p1", "p2"), 1).get(0);
    }
}
