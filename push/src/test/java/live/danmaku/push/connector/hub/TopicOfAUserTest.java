package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Acknowledge;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent to a user is followed twice, shown once, and acknowledged. */
class TopicOfAUserTest {

    private final World world = new World();
    private final FakeLog log = world.log();

    @AfterEach
    void everyChainHolds() {
        world.assertUnbroken();
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
        List<Follow> follows = world.pushers.follows("user:u1");
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
}
