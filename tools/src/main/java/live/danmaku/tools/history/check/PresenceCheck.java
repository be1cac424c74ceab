package live.danmaku.tools.history.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.tools.history.record.Seen;
import live.danmaku.tools.history.record.Visit;

/**
 * A room is told once that a viewer has entered, and once that it has left. One that could not say for long that it is
 * there may be told to have left and entered meanwhile; the last word is always that it has left.
 */
final class PresenceCheck implements Check {

    /** Silent for less than this, it is there without a doubt. */
    private static final long SURELY_THERE_MS = 10_000;

    private static final String MEMBER = "member";
    private static final List<String> ONCE = List.of("enter", "leave");

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        Map<String, List<String>> told = new HashMap<>();
        timelines
                .values()
                .forEach(timeline -> timeline.all().stream()
                        .filter(seen -> seen.type().equals(MEMBER))
                        .forEach(seen -> add(timeline.room(), seen, told)));
        for (Visit visit : history.visits()) {
            Timeline timeline = timelines.get(visit.room());
            if (timeline != null && timeline.isWhole()) {
                judge(history, visit, told.getOrDefault(visit.room() + " " + visit.uid(), List.of()), findings);
            }
        }
    }

    private static void add(String room, Seen seen, Map<String, List<String>> told) {
        String what = seen.what();
        if (what != null && what.indexOf(' ') > 0) {
            int space = what.indexOf(' ');
            told.computeIfAbsent(room + what.substring(space), viewer -> new java.util.ArrayList<>())
                    .add(what.substring(0, space));
        }
    }

    private static void judge(History history, Visit visit, List<String> told, Findings findings) {
        if (told.equals(ONCE)) {
            return;
        }
        boolean lost = history.faults().lossDuring(visit.from(), visit.to());
        if (isInTurns(told, visit.entered()) && (lost || visit.silenceMs() >= SURELY_THERE_MS)) {
            findings.explain(
                    "viewers told to have left and come again, who were silent for long or lost with a suffix");
        } else if (lost && told.contains("enter") && told.get(told.size() - 1).equals("leave")) {
            findings.explain("viewers told of twice after a lost suffix");
        } else {
            findings.add(Finding.at(
                    visit.from(),
                    Wrong.PRESENCE,
                    "%s was told of %s: %s (expected: enter, leave)"
                            .formatted(visit.room(), visit.uid(), String.join(", ", told))));
        }
    }

    /** Enter, leave, enter, leave, …; nothing at all of one who was never answered that it is there. */
    private static boolean isInTurns(List<String> told, boolean entered) {
        for (int i = 0; i < told.size(); i++) {
            if (!told.get(i).equals(ONCE.get(i % 2))) {
                return false;
            }
        }
        return told.size() % 2 == 0 && !(told.isEmpty() && entered);
    }
}
