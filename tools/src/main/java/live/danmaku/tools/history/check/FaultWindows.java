package live.danmaku.tools.history.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import live.danmaku.tools.history.record.FaultMark;
import live.danmaku.tools.history.record.FaultMark.Edge;

/** When faults were in force. Windows of different kinds may overlap; one that was never ended lasts for ever. */
final class FaultWindows {

    /** The name of the time outside all windows. */
    static final String CALM = "calm";

    private record Window(String fault, long from, long to) {}

    private final List<Window> windows = new ArrayList<>();

    /** @param marks by time */
    FaultWindows(List<FaultMark> marks) {
        Map<String, Deque<Long>> open = new HashMap<>();
        for (FaultMark mark : marks) {
            Deque<Long> starts = open.computeIfAbsent(mark.fault(), fault -> new ArrayDeque<>());
            if (mark.edge() == Edge.START) {
                starts.add(mark.at());
            } else if (!starts.isEmpty()) {
                windows.add(new Window(mark.fault(), starts.remove(), mark.at()));
            }
        }
        open.forEach((fault, starts) -> starts.forEach(start -> windows.add(new Window(fault, start, Long.MAX_VALUE))));
    }

    /** The kinds of faults that were in force at any time between these two, or {@link #CALM}. */
    Set<String> during(long from, long to) {
        Set<String> faults = new TreeSet<>();
        for (Window window : windows) {
            if (window.from() <= to && from <= window.to()) {
                faults.add(window.fault());
            }
        }
        return faults.isEmpty() ? Set.of(CALM) : faults;
    }

    /** How many windows of a kind there were. */
    long count(String fault) {
        return windows.stream().filter(window -> window.fault().equals(fault)).count();
    }
}
