package live.danmaku.model.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwitchWatchTest {

    /** The store's clock is far from ours. */
    private final Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(-3));

    private final InMemorySwitches store = new InMemorySwitches(clock);
    private final SwitchWatch watch = new SwitchWatch(store);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void start_whatIsSwitchedOff_isSoFromTheBeginning() {
        put(1, 0L, 0);

        watch.start();

        assertThat(watch.inForce().acceptsType(MessageType.COMMENT)).isFalse();
    }

    @Test
    void inForce_changes_areSeenWithinASecond() {
        watch.start();

        put(1, 0L, 0);
        awaitAccepts(false, Duration.ofSeconds(1));
        put(2, null, 0);
        awaitAccepts(true, Duration.ofSeconds(1));
    }

    @Test
    void inForce_storeIsAway_staysAndEndsWhenItIsTime() {
        long until = clock.millis() + 1_500;
        put(1, 0L, until);
        watch.start();
        store.setAway(true);

        await().atMost(5, TimeUnit.SECONDS).until(() -> watch.inForce().acceptsType(MessageType.COMMENT));
        assertThat(clock.millis()).isBetween(until - 100, until + 1_000);
    }

    @Test
    void start_storeIsAway_nothingIsSwitchedUntilItIsBack() {
        put(1, 0L, 0);
        store.setAway(true);
        watch.start();
        assertThat(watch.inForce()).isEqualTo(Switches.NONE);

        store.setAway(false);

        awaitAccepts(false, Duration.ofSeconds(1));
    }

    private void put(long version, @Nullable Long value, long until) {
        store.put(new SwitchSetting(SwitchName.TYPE_COMMENT, value, until, version, "ann", ""));
    }

    private void awaitAccepts(boolean accepts, Duration within) {
        await().atMost(within).until(() -> watch.inForce().acceptsType(MessageType.COMMENT) == accepts);
    }
}
