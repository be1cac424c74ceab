package live.danmaku.tools.history.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.tools.history.record.GiftOutcome;
import live.danmaku.tools.history.record.Seen;

/**
 * What gifts are worth that a room was shown of one sender is what those are worth that are done: each was shown, alone or
 * in a combo, and none twice. After a lost suffix they may be shown again in combos of another shape, never less.
 */
final class ShownGiftCheck implements Check {

    private record Purse(String room, String uid) {}

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        Set<String> done = history.giftOutcomes().stream()
                .filter(outcome -> outcome.state().equals("done"))
                .map(GiftOutcome::id)
                .collect(Collectors.toSet());
        Map<Purse, Long> given = new HashMap<>();
        Map<Purse, Long> began = new HashMap<>();
        history.messages().values().stream()
                .filter(message -> JudgedTypes.isGift(message.type()) && done.contains(message.id()))
                .forEach(gift -> {
                    Purse purse = new Purse(gift.room(), gift.by());
                    given.merge(purse, gift.value(), Long::sum);
                    began.merge(purse, gift.firstSentAt(), Math::min);
                });
        Map<Purse, Long> shown = new HashMap<>();
        timelines.values().stream()
                .filter(Timeline::isWhole)
                .forEach(timeline -> timeline.all().stream()
                        .filter(seen -> JudgedTypes.isGift(seen.type()))
                        .forEach(seen -> add(timeline.room(), seen, shown)));
        given.forEach((purse, value) -> {
            Timeline timeline = timelines.get(purse.room());
            if (timeline != null && timeline.isWhole()) {
                compare(history, purse, value, shown.getOrDefault(purse, 0L), began.getOrDefault(purse, 0L), findings);
            }
        });
    }

    private static void add(String room, Seen seen, Map<Purse, Long> shown) {
        String what = seen.what();
        if (what != null && what.indexOf(' ') > 0) {
            int space = what.lastIndexOf(' ');
            shown.merge(
                    new Purse(room, what.substring(0, space)), Long.parseLong(what.substring(space + 1)), Long::sum);
        }
    }

    private static void compare(History history, Purse purse, long given, long shown, long at, Findings findings) {
        if (shown > given && history.faults().lossBefore(Long.MAX_VALUE)) {
            findings.explain("senders of whose gifts more was shown than given, after a lost suffix");
        } else if (shown != given) {
            findings.add(Finding.at(
                    at,
                    Wrong.GIFT,
                    "%s was shown gifts worth %d of %s (expected: %d)"
                            .formatted(purse.room(), shown, purse.uid(), given)));
        }
    }
}
