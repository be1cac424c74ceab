package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import live.danmaku.model.Topic;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.FromConnector;
import org.junit.jupiter.api.Test;

/** Topics that sessions follow because a client named them. */
class NamedTopicsTest {

    private World world = new World();

    @Test
    void roomsThatDoNotExist_areRefusedAndNeverFollowed() {
        FakeSession session = entered("ann");
        world.pushers.entered =
                Entered.newBuilder().setCode(4004).setReason("no room 'x'").build();

        for (int i = 0; i < 20; i++) {
            CloseReason refusal = refusal(subscribe(session, "room:invented" + i));
            assertThat(refusal.code()).isEqualTo(4004);
            assertThat(refusal.text()).isEqualTo("no room 'x'");
        }

        assertThat(world.pushers.followedAt("p1")).noneMatch(topic -> topic.startsWith("room:invented"));
        assertThat(world.registry
                        .get("danmaku.connector.topics.refused")
                        .functionCounter()
                        .count())
                .isEqualTo(20);
        assertThat(session.closed).isNull();
    }

    @Test
    void topicThatOthersFollow_isNotAskedForAgain() {
        subscribe(entered("ann"), "room:other");
        FakeSession second = entered("bob");

        assertThat(subscribe(second, "room:other").refused()).isNull();

        assertThat(world.pushers.heard.stream()
                        .filter(FromConnector::hasEnter)
                        .map(said -> said.getEnter().getFollow()))
                .containsOnlyOnce("room:other");
    }

    @Test
    void anonymousSession_mayNameFourTopicsBesidesItsRoom_aUserMore() {
        FakeSession anonymous = anonymous();
        FakeSession user = entered("ann");

        for (int i = 0; i < 4; i++) {
            assertThat(subscribe(anonymous, "room:a" + i).refused()).isNull();
            assertThat(subscribe(user, "room:u" + i).refused()).isNull();
        }

        assertThat(refusal(subscribe(anonymous, "room:a4")).text())
                .isEqualTo("topics of an anonymous session: more than 4 (expected: at most 4)");
        assertThat(subscribe(user, "room:u4").refused()).isNull();
        world.hub.unsubscribe(anonymous, Topic.parse("room:a0"));
        assertThat(subscribe(anonymous, "room:a4").refused()).isNull();
    }

    @Test
    void anonymousSession_thatDoesNotWaitForAnswers_mayNameNoMore() {
        FakeSession anonymous = anonymous();
        List<Admission> answers = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            world.hub.subscribe(anonymous, Topic.parse("room:a" + i), null).thenAccept(answers::add);
        }
        world.settle();

        assertThat(answers).filteredOn(answer -> answer.refused() == null).hasSize(4);
        assertThat(answers).hasSize(10);
    }

    @Test
    void newTopicsOfAnAddress_areLimitedASecond() {
        world = new World("exempt-loopback", "false", "new-topics-per-second", "2");
        FakeSession one = entered("ann");
        FakeSession other = entered("bob");
        assertThat(subscribe(one, "room:a").refused()).isNull();
        assertThat(subscribe(other, "room:b").refused()).isNull();

        assertThat(refusal(subscribe(one, "room:c")).code()).isEqualTo(CloseReason.TOO_MANY_CONNECTIONS);
        assertThat(subscribe(one, "room:b").refused()).as("followed already").isNull();

        world.pass(Duration.ofSeconds(1));
        assertThat(subscribe(one, "room:c").refused()).isNull();
    }

    @Test
    void unsubscribedBeforeTheAnswer_isNotFollowed() {
        FakeSession session = entered("ann");
        List<Admission> answers = new ArrayList<>();

        world.hub.subscribe(session, Topic.parse("room:other"), null).thenAccept(answers::add);
        world.hub.unsubscribe(session, Topic.parse("room:other"));
        world.settle();

        assertThat(answers).hasSize(1);
        refusal(answers.get(0));
        assertThat(world.pushers.followedAt("p1")).doesNotContain("room:other");
    }

    private FakeSession anonymous() {
        up();
        return world.live();
    }

    private void up() {
        if (world.pushers.up().isEmpty()) {
            world.pushers.up("p1");
        }
    }

    private FakeSession entered(String uid) {
        up();
        return world.user(uid, 0);
    }

    private Admission subscribe(FakeSession session, String topic) {
        List<Admission> answers = new ArrayList<>();
        world.hub.subscribe(session, Topic.parse(topic), null).thenAccept(answers::add);
        world.settle();
        assertThat(answers).as(topic).hasSize(1);
        return answers.get(0);
    }

    private static CloseReason refusal(Admission answer) {
        return Objects.requireNonNull(answer.refused());
    }
}
