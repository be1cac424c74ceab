package live.danmaku.model.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link SwitchStore} must do. */
public abstract class SwitchStoreContract {

    /** Later than all that earlier tests have put. */
    private static final AtomicLong VERSIONS = new AtomicLong();

    /** The store under test, which nobody else changes. */
    protected abstract SwitchStore store();

    @ParameterizedTest
    @EnumSource
    void put_everySwitch_isReadAsItWas(SwitchName name) {
        SwitchSetting set = setting(name, name.least());

        get(store().put(set));

        assertThat(get(store().read()).settings()).containsEntry(name, set);
    }

    @Test
    void put_backToTheDefault_isReadAsItWas() {
        get(store().put(setting(SwitchName.REPLAY, 0L)));
        SwitchSetting back =
                new SwitchSetting(SwitchName.REPLAY, null, 0, VERSIONS.incrementAndGet(), "bob", "it is over");

        get(store().put(back));

        assertThat(get(store().read()).settings()).containsEntry(SwitchName.REPLAY, back);
    }

    @Test
    void put_versionOfBefore_changesNothing() {
        SwitchSetting overtaken = setting(SwitchName.PUSH, 1L);
        SwitchSetting last = setting(SwitchName.PUSH, 0L);

        get(store().put(last));
        get(store().put(overtaken));

        assertThat(get(store().read()).settings()).containsEntry(SwitchName.PUSH, last);
    }

    @Test
    void read_twice_tellsATimeThatGoesOn() {
        long before = get(store().read()).now();

        assertThat(before).isPositive();
        assertThat(get(store().read()).now()).isGreaterThanOrEqualTo(before);
    }

    private static SwitchSetting setting(SwitchName name, Long value) {
        return new SwitchSetting(
                name, value, 1_700_000_000_000L, VERSIONS.incrementAndGet(), "ann", "the \"final\" — 決勝");
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
