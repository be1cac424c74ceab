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

    private static final String LOSS = "lose";

    /** @param back when what was harmed was there again; {@code to} when that was not told */
    private record Window(String fault, long from, long back, long to, boolean essential) {}

    private final List<Window> windows = new ArrayList<>();

    /** @param marks by time */
    FaultWindows(List<FaultMark> marks) {
        Map<String, Deque<Window>> open = new HashMap<>();
        for (FaultMark mark : marks) {
            Deque<Window> starts = open.computeIfAbsent(mark.fault(), fault -> new ArrayDeque<>());
            if (mark.edge() == Edge.START) {
                starts.add(new Window(mark.fault(), mark.at(), Long.MAX_VALUE, Long.MAX_VALUE, mark.essential()));
            } else if (!starts.isEmpty()) {
                Window window = starts.remove();
                long back = Math.min(window.back(), mark.at());
                if (mark.edge() == Edge.BACK) {
                    starts.addFirst(
                            new Window(window.fault(), window.from(), back, Long.MAX_VALUE, window.essential()));
                } else {
                    windows.add(new Window(window.fault(), window.from(), back, mark.at(), window.essential()));
                }
            }
        }
        open.values().forEach(windows::addAll);
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

    /** From when on between these two everything was there that nothing can take the place of. */
    long wholeFrom(long from, long to) {
        long whole = from;
        for (Window window : windows) {
            if (window.essential() && window.from() <= to && from <= window.back()) {
                whole = Math.max(whole, Math.min(window.back(), to));
            }
        }
        return whole;
    }

    /** Whether what is found at a time may come of a Redis that lost a suffix before. */
    boolean lossBefore(long at) {
        return windows.stream().anyMatch(window -> isLoss(window) && window.from() <= at);
    }

    /** Whether Redis lost a suffix between these two, or was about to. */
    boolean lossDuring(long from, long to) {
        return windows.stream().anyMatch(window -> isLoss(window) && window.from() <= to && from <= window.to());
    }

    private static boolean isLoss(Window window) {
        return window.fault().startsWith(LOSS);
    }

    /** How many windows of a kind there were. */
    long count(String fault) {
        return windows.stream().filter(window -> window.fault().equals(fault)).count();
    }
}
