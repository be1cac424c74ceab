package live.danmaku.frontend.ops.switches;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import live.danmaku.model.UserId;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.InMemoryAudit;
import live.danmaku.model.ops.InMemorySwitches;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SwitchChangesTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long STORES_NOW = NOW - 86_400_000;
    private static final UserId ANN = new UserId("ann");

    private final InMemorySwitches switches =
            new InMemorySwitches(Clock.fixed(Instant.ofEpochMilli(STORES_NOW), ZoneOffset.UTC));
    private final InMemoryAudit audit = new InMemoryAudit();
    private final SwitchChanges changes =
            new SwitchChanges(switches, audit, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void change_setAndPutBack_leavesAnEntryOfEach() {
        SwitchSetting set = change(SwitchName.PUSH, 0L, Duration.ofMinutes(1), "too many");
        SwitchSetting back = change(SwitchName.PUSH, null, Duration.ZERO, "");

        long until = STORES_NOW + 60_000;
        assertThat(set).isEqualTo(new SwitchSetting(SwitchName.PUSH, 0L, until, 1, "ann", "too many"));
        assertThat(back).isEqualTo(new SwitchSetting(SwitchName.PUSH, null, 0, 2, "ann", ""));
        assertThat(kept()).isEqualTo(back);
        String value = "{\"value\":false,\"until\":%d}".formatted(until);
        assertThat(audit.list(Long.MAX_VALUE, 10).toCompletableFuture().join())
                .containsExactly(
                        new AuditEntry(2, NOW, "ann", "switch push", value, "null", ""),
                        new AuditEntry(1, NOW, "ann", "switch push", "null", value, "too many"));
    }

    @Test
    void change_untilItIsChanged_hasNoEnd() {
        change(SwitchName.POLL_INTERVAL, 5_000L, Duration.ZERO, "");
        change(SwitchName.POLL_INTERVAL, 9_000L, Duration.ZERO, "");

        assertThat(audit.list(Long.MAX_VALUE, 1).toCompletableFuture().join())
                .containsExactly(new AuditEntry(
                        2, NOW, "ann", "switch poll.intervalMs", "{\"value\":5000}", "{\"value\":9000}", ""));
    }

    @Test
    void change_auditAway_changesNothing() {
        audit.setAway(true);

        assertThat(changes.change(SwitchName.PUSH, 0L, Duration.ZERO, ANN, "")).isCompletedExceptionally();
        assertThat(table().settings()).isEmpty();
    }

    private SwitchSetting change(SwitchName name, @Nullable Long value, Duration length, String why) {
        SwitchTable changed = changes.change(name, value, length, ANN, why)
                .toCompletableFuture()
                .join();
        assertThat(changed.settings()).containsOnlyKeys(name);
        return changed.settings().values().iterator().next();
    }

    private @Nullable SwitchSetting kept() {
        return table().settings().get(SwitchName.PUSH);
    }

    private SwitchTable table() {
        return switches.read().toCompletableFuture().join();
    }
}
