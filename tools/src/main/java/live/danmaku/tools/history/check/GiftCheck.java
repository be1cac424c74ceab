package live.danmaku.tools.history.check;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.Map;
import live.danmaku.tools.history.record.GiftOutcome;
import live.danmaku.tools.history.record.GiftTotal;

/** Every accepted gift is done, and each sender's total in a room is the sum of his gifts that are done, each once. */
final class GiftCheck implements Check {

    private static final String DONE = "done";

    private record Purse(String room, String uid) {}

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        Map<String, String> states = history.giftOutcomes().stream()
                .collect(toMap(GiftOutcome::id, GiftOutcome::state, (first, second) -> second));
        Map<Purse, Long> expected = new HashMap<>();
        for (SentMessage gift : history.messages().values()) {
            if (!JudgedTypes.isGift(gift.type())) {
                continue;
            }
            String state = states.getOrDefault(gift.id(), "unknown");
            if (state.equals(DONE)) {
                expected.merge(new Purse(gift.room(), gift.by()), gift.value(), Long::sum);
            } else if (gift.isAccepted()) {
                findings.add(Finding.of(
                        Wrong.GIFT,
                        gift,
                        "%s was answered 202 and is %s (expected: done)".formatted(gift.id(), state)));
            }
        }
        Map<Purse, Long> told = history.giftTotals().stream()
                .collect(toMap(total -> new Purse(total.room(), total.uid()), GiftTotal::value, Long::sum));
        expected.forEach((purse, sum) -> compare(purse, sum, told.getOrDefault(purse, 0L), findings));
        told.forEach((purse, total) -> {
            if (!expected.containsKey(purse)) {
                compare(purse, 0, total, findings);
            }
        });
    }

    private static void compare(Purse purse, long sum, long total, Findings findings) {
        if (sum != total) {
            findings.add(Finding.at(
                    0,
                    Wrong.GIFT,
                    "the ranking of %s says %d for %s (expected: %d, the sum of the gifts that are done)"
                            .formatted(purse.room(), total, purse.uid(), sum)));
        }
    }
}
