package live.danmaku.frontend.ops.gear;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.FlowLoads;
import live.danmaku.model.gear.GearState;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gear.GearTable;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of flows: gears and pins, what processors measure, and when streams began. */
public final class GearRows {

    private final GearStore gears;
    private final FlowLoads loads;
    private final Rooms rooms;

    public GearRows(GearStore gears, FlowLoads loads, Rooms rooms) {
        this.gears = gears;
        this.loads = loads;
        this.rooms = rooms;
    }

    /** Every wanted flow that has a gear that was chosen, a load, or a pin; the highest gears first. */
    CompletionStage<List<GearRow>> list(Predicate<Flow> wanted) {
        return gears.read()
                .thenCombine(loads.read(), (table, measured) -> list(table, measured, wanted))
                .thenCompose(rows -> rows);
    }

    private CompletionStage<List<GearRow>> list(GearTable table, List<FlowLoad> measured, Predicate<Flow> wanted) {
        Map<Flow, FlowLoad> byFlow = new HashMap<>();
        measured.forEach(load -> byFlow.put(load.flow(), load));
        Set<Flow> flows = new LinkedHashSet<>(table.states().keySet());
        flows.addAll(table.pins().keySet());
        flows.addAll(byFlow.keySet());
        List<CompletableFuture<GearRow>> rows = flows.stream()
                .filter(wanted)
                .map(flow -> row(table, flow, byFlow.get(flow)).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
                .thenApply(all -> rows.stream()
                        .map(CompletableFuture::join)
                        .sorted(GearRow.HIGHEST_FIRST)
                        .toList());
    }

    private CompletionStage<GearRow> row(GearTable table, Flow flow, @Nullable FlowLoad load) {
        GearState state = table.of(flow);
        return streamStart(state)
                .thenApply(start -> GearRow.of(state, load, table.pins().get(flow), start));
    }

    /** When the stream of a flow began that was always in first gear; null where that is not asked for, or unknown. */
    private CompletionStage<@Nullable Long> streamStart(GearState state) {
        return state.since() > 0
                ? CompletableFuture.completedFuture(null)
                : state.flow()
                        .topic()
                        .asRoom()
                        .map(room -> rooms.require(room.value())
                                .<@Nullable Long>thenApply(found -> found.startedAt())
                                .exceptionally(unknown -> null))
                        .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
