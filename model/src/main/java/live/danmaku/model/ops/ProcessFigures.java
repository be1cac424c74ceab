package live.danmaku.model.ops;

import java.util.Map;
import live.danmaku.model.RoomId;

/**
 * What a process knows of itself.
 *
 * @param process its name, unlike any other's, and another one after a restart; without spaces
 * @param roles what it is, such as {@code frontend,routing}
 * @param counts by name: since its start, or how many there are now
 * @param durations by name: of everything since its start
 * @param rooms that it serves, the busiest when there are many
 */
public record ProcessFigures(
        String process,
        String roles,
        Map<String, Long> counts,
        Map<String, Durations> durations,
        Map<RoomId, RoomFigures> rooms) {

    public ProcessFigures {
        counts = Map.copyOf(counts);
        durations = Map.copyOf(durations);
        rooms = Map.copyOf(rooms);
    }

    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    public Durations durations(String name) {
        return durations.getOrDefault(name, Durations.NONE);
    }
}
