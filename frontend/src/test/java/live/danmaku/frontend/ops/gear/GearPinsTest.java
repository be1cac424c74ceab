package live.danmaku.frontend.ops.gear;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearPin;
import live.danmaku.model.gear.InMemoryGears;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.InMemoryAudit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GearPinsTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final Flow FLOW = new Flow(Topic.room(new RoomId("r1")), MessageType.COMMENT);
    private static final UserId ANN = new UserId("ann");

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
    private final InMemoryGears gears = new InMemoryGears(clock);
    private final InMemoryAudit audit = new InMemoryAudit();
    private final GearPins pins = new GearPins(gears, audit, clock);

    @Test
    void pin_thenUnpin_leavesAnEntryOfEach() {
        GearPins.Pinned pinned = pins.pin(FLOW, Gear.THIRD, Duration.ofSeconds(60), ANN, "final match")
                .toCompletableFuture()
                .join();
        assertThat(pinned).isEqualTo(new GearPins.Pinned(1, NOW + 60_000));
        assertThat(pin()).isEqualTo(new GearPin(FLOW, Gear.THIRD, NOW + 60_000));

        assertThat(pins.unpin(FLOW, ANN, "").toCompletableFuture().join()).isEqualTo(2);
        assertThat(pin()).isNull();
        assertThat(audit.list(Long.MAX_VALUE, 10).toCompletableFuture().join())
                .containsExactly(
                        new AuditEntry(
                                2,
                                NOW,
                                "ann",
                                "gear room:r1 comment",
                                "{\"gear\":3,\"pinnedUntil\":%d}".formatted(NOW + 60_000),
                                "null",
                                ""),
                        new AuditEntry(
                                1,
                                NOW,
                                "ann",
                                "gear room:r1 comment",
                                "null",
                                "{\"gear\":3,\"forMs\":60000}",
                                "final match"));
    }

    @Test
    void pin_auditAway_changesNothing() {
        audit.setAway(true);

        assertThat(pins.pin(FLOW, Gear.THIRD, Duration.ofSeconds(60), ANN, "")).isCompletedExceptionally();
        assertThat(pin()).isNull();
    }

    private @Nullable GearPin pin() {
        return gears.read().toCompletableFuture().join().pins().get(FLOW);
    }
}
