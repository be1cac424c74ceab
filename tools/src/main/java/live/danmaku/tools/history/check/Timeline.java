package live.danmaku.tools.history.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Seen;
import org.jspecify.annotations.Nullable;

/**
 * A room's messages when all was over, those that must be visible once, in their order.
 *
 * @param epoch of the cursors that read it
 * @param ids each once
 * @param repeated ids that were there again
 * @param all messages of all types, in their order
 * @param isFromStart whether it was read from its begin, without a gap; else its begin was freed already
 * @param isWhole whether it was, with the bytes' sums and what messages say
 */
record Timeline(
        String room,
        String epoch,
        List<String> ids,
        List<String> repeated,
        Map<String, Integer> indexes,
        List<Seen> all,
        boolean isFromStart,
        boolean isWhole) {

    /** The timeline of every room that was read for it. */
    static Map<String, Timeline> of(History history) {
        Map<String, List<Poll>> readings = new HashMap<>();
        history.polls().stream()
                .filter(poll -> poll.purpose() == Purpose.TIMELINE)
                .forEach(poll -> readings.computeIfAbsent(poll.room(), room -> new ArrayList<>())
                        .add(poll));
        Map<String, Timeline> timelines = new HashMap<>();
        readings.forEach((room, pages) -> timelines.put(room, of(room, pages)));
        return timelines;
    }

    private static Timeline of(String room, List<Poll> pages) {
        List<String> ids = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        List<Seen> all = new ArrayList<>();
        for (Poll page : pages) {
            for (Seen seen : page.messages()) {
                all.add(seen);
                if (!JudgedTypes.visibleOnce(seen.type())) {
                    continue;
                }
                if (indexes.putIfAbsent(seen.id(), ids.size()) == null) {
                    ids.add(seen.id());
                } else {
                    repeated.add(seen.id());
                }
            }
        }
        boolean fromStart =
                Poll.START.equals(pages.get(0).after()) && pages.stream().noneMatch(Poll::gap);
        boolean whole = fromStart && all.stream().allMatch(seen -> seen.sum() != null);
        String epoch = Cursors.epoch(pages.get(pages.size() - 1).cursor());
        return new Timeline(room, epoch, ids, repeated, indexes, all, fromStart, whole);
    }

    /** Where the message stands, from 0 on; null when it is not there. */
    @Nullable
    Integer indexOf(String id) {
        return indexes.get(id);
    }
}
