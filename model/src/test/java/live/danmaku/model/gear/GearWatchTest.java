package live.danmaku.model.gear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GearWatchTest {

    private static final Flow FLOW = new Flow(Topic.room(new RoomId("r1")), MessageType.COMMENT);

    private final Clock clock = Clock.systemUTC();
    private final InMemoryGears store = new InMemoryGears(clock);
    private final GearWatch watch = new GearWatch(store);

    GearWatchTest() {
        watch.start();
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void routeOf_moveThatWasTold_isTakenWhenItIsTime() {
        long now = clock.millis();
        GearState spread = GearState.first(FLOW).shift(Gear.SECOND, now, "a test");
        store.put(spread);

        await().atMost(5, TimeUnit.SECONDS).until(() -> watch.gearOf(FLOW) == Gear.SECOND);
        assertThat(watch.routeOf(FLOW)).isEqualTo(Route.HOME);
        await().atMost(5, TimeUnit.SECONDS).until(() -> watch.routeOf(FLOW).spread());

        assertThat(clock.millis()).isGreaterThanOrEqualTo(spread.move().at());
        assertThat(watch.routeOf(FLOW)).isEqualTo(new Route(true, spread.move().at()));
    }

    @Test
    void routeOf_storeIsAway_staysAsLastKnown() {
        store.put(new GearState(FLOW, Gear.FOURTH, 1, "a test", new GearState.Move(1, 0)));
        await().atMost(5, TimeUnit.SECONDS).until(() -> watch.routeOf(FLOW).spread());
        store.setAway(true);

        assertThat(watch.caughtUp()).succeedsWithin(java.time.Duration.ofSeconds(2));
        assertThat(watch.routeOf(FLOW).spread()).isTrue();
    }

    @Test
    void routeOf_storeLostTheFlow_goesHomeAsAMove() {
        store.put(new GearState(FLOW, Gear.FOURTH, 1, "a test", new GearState.Move(1, 0)));
        await().atMost(5, TimeUnit.SECONDS).until(() -> watch.routeOf(FLOW).spread());

        store.forget(FLOW);

        await().atMost(5, TimeUnit.SECONDS).until(() -> !watch.routeOf(FLOW).spread());
        assertThat(watch.routeOf(FLOW).since()).isGreaterThan(1);
    }
}
