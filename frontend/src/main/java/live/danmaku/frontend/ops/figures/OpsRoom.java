package live.danmaku.frontend.ops.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.ops.RoomFigures;
import live.danmaku.model.room.Room;
import org.jspecify.annotations.Nullable;

/**
 * A live room as ops see it, by the figures of all processes.
 *
 * @param ratePerS messages that become visible in a second, of all types
 * @param lagMs now minus acceptance, of the type that is furthest behind
 * @param gear the highest of its types
 * @param pollsPerS of all front ends
 * @param hotOn on how many front ends it is hot
 * @param sessions long connections in it
 * @param pushMode {@code notify} or {@code broadcast}; left out when nobody has a long connection to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OpsRoom(
        String room,
        String title,
        String host,
        long startedAt,
        long online,
        long ratePerS,
        long lagMs,
        int gear,
        long pollsPerS,
        int hotOn,
        long sessions,
        @Nullable String pushMode) {

    static final Comparator<OpsRoom> BUSIEST_FIRST = Comparator.comparingLong(OpsRoom::online)
            .thenComparingLong(OpsRoom::ratePerS)
            .thenComparingLong(OpsRoom::startedAt)
            .reversed();

    static OpsRoom of(Room room, long online, List<FlowLoad> loads, int gear, RoomFigures figures) {
        return new OpsRoom(
                room.id().value(),
                room.title(),
                room.host().name(),
                room.startedAt(),
                online,
                loads.stream().mapToLong(FlowLoad::ratePerS).sum(),
                loads.stream().mapToLong(FlowLoad::lagMs).max().orElse(0),
                gear,
                figures.pollsPerS(),
                figures.hotOn(),
                figures.sessions(),
                figures.pushMode().isEmpty() ? null : figures.pushMode());
    }
}
