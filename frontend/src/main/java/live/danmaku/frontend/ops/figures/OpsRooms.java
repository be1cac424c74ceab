package live.danmaku.frontend.ops.figures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.FlowLoads;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gear.GearTable;
import live.danmaku.model.ops.RoomFigures;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;

/** Puts together what is known of live rooms: who watches, how they are written, and how they are served. */
public final class OpsRooms {

    private static final int MOST_LOOKED_AT = 500;

    private final RoomStore rooms;
    private final OnlineCounts online;
    private final GearStore gears;
    private final FlowLoads loads;
    private final FigureHistory figures;

    public OpsRooms(RoomStore rooms, OnlineCounts online, GearStore gears, FlowLoads loads, FigureHistory figures) {
        this.rooms = rooms;
        this.online = online;
        this.gears = gears;
        this.loads = loads;
        this.figures = figures;
    }

    /** The busiest of the newest 500 live rooms. */
    CompletionStage<List<OpsRoom>> busiest(int most) {
        return rooms.list(RoomState.LIVE, MOST_LOOKED_AT)
                .thenCompose(live -> gears.read()
                        .thenCompose(table -> loads.read().thenCompose(measured -> rows(live, table, measured)))
                        .thenApply(rows -> rows.stream()
                                .sorted(OpsRoom.BUSIEST_FIRST)
                                .limit(most)
                                .toList()));
    }

    private CompletionStage<List<OpsRoom>> rows(List<Room> live, GearTable table, List<FlowLoad> measured) {
        Map<Topic, List<FlowLoad>> byTopic = measured.stream()
                .collect(Collectors.groupingBy(load -> load.flow().topic()));
        Map<RoomId, RoomFigures> served = new HashMap<>();
        figures.processes()
                .forEach(process -> process.rooms().forEach((room, one) -> served.merge(room, one, RoomFigures::and)));
        List<CompletableFuture<OpsRoom>> rows = live.stream()
                .map(room -> online.of(room.id())
                        .thenApply(count -> OpsRoom.of(
                                room,
                                count,
                                byTopic.getOrDefault(Topic.room(room.id()), List.of()),
                                highestGear(room, table),
                                served.getOrDefault(room.id(), RoomFigures.NOTHING)))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
                .thenApply(all -> rows.stream().map(CompletableFuture::join).toList());
    }

    private static int highestGear(Room room, GearTable table) {
        int highest = 1;
        for (MessageType type : MessageType.values()) {
            highest = Math.max(
                    highest,
                    table.of(new Flow(Topic.room(room.id()), type)).gear().number());
        }
        return highest;
    }
}
