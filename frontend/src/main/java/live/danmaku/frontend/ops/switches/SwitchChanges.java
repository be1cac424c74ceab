package live.danmaku.frontend.ops.switches;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.UserId;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.AuditLog;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchStore;
import live.danmaku.model.ops.SwitchTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sets switches and puts them back, each after an entry in the audit, whose version the change has. */
public final class SwitchChanges {

    private final SwitchStore switches;
    private final AuditLog audit;
    private final Clock clock;

    public SwitchChanges(SwitchStore switches, AuditLog audit, Clock clock) {
        this.switches = switches;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param value null for the default
     * @param length zero for until it is changed
     * @return the switch as it is since
     */
    CompletionStage<SwitchTable> change(
            SwitchName name, @Nullable Long value, Duration length, UserId who, String why) {
        return switches.read().thenCompose(before -> {
            long until = length.isZero() ? 0 : before.now() + length.toMillis();
            SwitchSetting next = new SwitchSetting(name, value, until, 0, who.value(), why);
            return note(before, next)
                    .thenApply(next::withVersion)
                    .thenCompose(change -> switches.put(change)
                            .thenApply(kept -> new SwitchTable(before.now(), Map.of(name, change))));
        });
    }

    private CompletionStage<Long> note(SwitchTable before, SwitchSetting next) {
        return audit.record(new AuditEntry(
                0,
                clock.millis(),
                next.who(),
                "switch " + next.name().wireName(),
                json(before.settings().get(next.name()), before.now()),
                json(next, before.now()),
                next.why()));
    }

    private static String json(@Nullable SwitchSetting setting, long now) {
        if (setting == null || setting.value() == null || !setting.isInForceAt(now)) {
            return "null";
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("value", SwitchValue.json(setting.name(), setting.value()));
        return (setting.until() == 0 ? json : json.put("until", setting.until())).toString();
    }
}
