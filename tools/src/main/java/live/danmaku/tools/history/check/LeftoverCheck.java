package live.danmaku.tools.history.check;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Map;
import java.util.TreeMap;
import live.danmaku.tools.history.record.Leftover;

/** Nothing stays in Redis for ever of a room that has ended. */
final class LeftoverCheck implements Check {

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        Map<String, Long> forEver = history.leftovers().stream()
                .filter(key -> key.ttlMs() < 0)
                .collect(groupingBy(Leftover::key, TreeMap::new, counting()));
        forEver.keySet()
                .forEach(key -> findings.add(Finding.at(0, Wrong.LEFT, "%s stays in Redis for ever".formatted(key))));
        history.leftovers().stream()
                .filter(key -> key.ttlMs() >= 0)
                .forEach(key -> findings.explain("keys of ended rooms that go by themselves"));
    }
}
