package live.danmaku.tools.history.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;

/**
 * Every reader was shown the timeline between its first and its last cursor, in its order, once, less what it was told to
 * be a gap.
 */
final class ReaderCheck implements Check {

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        Map<String, List<Poll>> readers = history.polls().stream()
                .filter(poll -> poll.purpose() == Purpose.LIVE)
                .collect(groupingBy(poll -> poll.room() + " " + poll.by(), LinkedHashMap::new, toList()));
        readers.values().forEach(pages -> {
            Timeline timeline = timelines.get(pages.get(0).room());
            if (timeline != null) {
                ReaderWalk walk = new ReaderWalk(history, timeline, findings);
                pages.forEach(walk::read);
                walk.finish();
            }
        });
    }
}
