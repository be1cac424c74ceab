package live.danmaku.frontend.ops.gear;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearPin;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gear.GearTable;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.AuditLog;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pins gears and ends pins, each after an entry in the audit. */
public final class GearPins {

    private final GearStore gears;
    private final AuditLog audit;
    private final Clock clock;

    public GearPins(GearStore gears, AuditLog audit, Clock clock) {
        this.gears = gears;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A change of a pin.
     *
     * @param version the audit's
     * @param until when the pin ends, in ms since 1970
     */
    record Pinned(long version, long until) {}

    CompletionStage<Pinned> pin(Flow flow, Gear gear, Duration length, UserId who, String why) {
        String after = JsonNodeFactory.instance
                .objectNode()
                .put("gear", gear.number())
                .put("forMs", length.toMillis())
                .toString();
        return gears.read()
                .thenCompose(table -> note(flow, table, after, who, why))
                .thenCompose(version -> gears.pin(flow, gear, length).thenApply(until -> new Pinned(version, until)));
    }

    /** @return the audit's version */
    CompletionStage<Long> unpin(Flow flow, UserId who, String why) {
        return gears.read()
                .thenCompose(table -> note(flow, table, "null", who, why)
                        .thenCompose(version -> gears.pin(flow, table.of(flow).gear(), Duration.ZERO)
                                .thenApply(ended -> version)));
    }

    private CompletionStage<Long> note(Flow flow, GearTable table, String after, UserId who, String why) {
        String before = json(table.pins().get(flow));
        return audit.record(new AuditEntry(0, clock.millis(), who.value(), "gear " + flow, before, after, why));
    }

    private static String json(@Nullable GearPin pin) {
        if (pin == null) {
            return "null";
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return json.put("gear", pin.gear().number())
                .put("pinnedUntil", pin.until())
                .toString();
    }
}
