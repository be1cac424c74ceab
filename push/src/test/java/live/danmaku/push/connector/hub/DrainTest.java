package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Drain;
import live.danmaku.push.link.v1.FromPusher;
import org.junit.jupiter.api.Test;

/** Having to go, all of them over a time. */
class DrainTest {

    private final World world = new World();

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
        assertThat(Objects.requireNonNull(late.admission().refused()).code()).isEqualTo(4000);
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

    private void passAndSettle(int ms) {
        for (int i = 0; i < ms / 100; i++) {
            world.pass(Duration.ofMillis(100));
            world.settle();
        }
    }
}
