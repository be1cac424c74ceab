package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Close;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.JudgedSession;
import live.danmaku.push.link.v1.Rejudge;
import org.junit.jupiter.api.Test;

/** Having to go because the rules no longer want it. */
class RejudgingTest {

    private final World world = new World();

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
    void rulesChanged_theAskedPusherDiesInTheMiddle_anotherOneIsAskedAboutAll() {
        hundredSessionsAtTwoPushers();
        rejudge("6:0:0");
        rejudge("p2", "6:0:0");
        passAndSettle(1_000);
        assertThat(judged()).hasSizeBetween(5, 60);

        world.pushers.down("p1");
        int before = judged().size();
        passAndSettle(5_000);
        assertThat(judged().subList(before, judged().size())).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void rulesChanged_theAskedPusherDiesBeforeOthersKnow_theNextThatTellsIsAsked() {
        hundredSessionsAtTwoPushers();
        rejudge("p2", "5:0:0");
        passAndSettle(20_000);
        rejudge("6:0:0");
        passAndSettle(1_000);

        world.pushers.down("p1");
        passAndSettle(1_000);
        int before = judged().size();
        rejudge("p2", "6:0:0");
        passAndSettle(5_000);
        assertThat(judged().subList(before, judged().size())).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void pusherDies_longAfterItWasAsked_nobodyIsAskedAnew() {
        hundredSessionsAtTwoPushers();
        rejudge("6:0:0");
        rejudge("p2", "6:0:0");
        passAndSettle(20_000);
        assertThat(judged()).hasSize(100);

        world.pushers.down("p1");
        passAndSettle(5_000);
        assertThat(judged()).hasSize(100);
    }

    private void hundredSessionsAtTwoPushers() {
        world.pushers.up("p1");
        world.pushers.up("p2");
        for (int i = 0; i < 100; i++) {
            world.enter(world.session(i % 2, Encoding.NATIVE, null), null);
        }
        world.settle();
    }

    private void rejudge(String rules) {
        rejudge("p1", rules);
    }

    private void rejudge(String pusher, String rules) {
        world.pushers.say(
                pusher,
                FromPusher.newBuilder()
                        .setRejudge(Rejudge.newBuilder().setRules(rules).setOverMs(4_000))
                        .build());
        world.settle();
    }

    /** The sessions that pushers were asked about. */
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
}
