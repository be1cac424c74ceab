package live.danmaku.tools.history.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import live.danmaku.tools.history.record.FaultMark;
import live.danmaku.tools.history.record.GiftOutcome;
import live.danmaku.tools.history.record.GiftTotal;
import live.danmaku.tools.history.record.HistoryLine;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Send;

/** The lines of a run, sorted out: messages by id, polls by time. */
record History(
        Map<String, SentMessage> messages,
        List<Poll> polls,
        List<FaultMark> faults,
        List<GiftOutcome> giftOutcomes,
        List<GiftTotal> giftTotals) {

    static History of(List<HistoryLine> lines) {
        Map<String, List<Send>> tries =
                only(lines, Send.class).collect(groupingBy(Send::id, LinkedHashMap::new, toList()));
        Map<String, SentMessage> messages = new LinkedHashMap<>();
        tries.forEach((id, all) -> messages.put(id, new SentMessage(all)));
        return new History(
                messages,
                only(lines, Poll.class)
                        .sorted(Comparator.comparingLong(Poll::answeredAt))
                        .toList(),
                only(lines, FaultMark.class)
                        .sorted(Comparator.comparingLong(FaultMark::at))
                        .toList(),
                only(lines, GiftOutcome.class).toList(),
                only(lines, GiftTotal.class).toList());
    }

    Verdict.Extent extent() {
        return new Verdict.Extent(
                messages.values().stream()
                        .mapToLong(message -> message.tries().size())
                        .sum(),
                messages.values().stream().filter(SentMessage::isRefused).count(),
                messages.values().stream()
                        .filter(message -> message.isAccepted() && JudgedTypes.isGift(message.type()))
                        .count(),
                polls.stream().filter(poll -> poll.purpose() == Purpose.LIVE).count());
    }

    private static <T extends HistoryLine> Stream<T> only(List<HistoryLine> lines, Class<T> kind) {
        return lines.stream().filter(kind::isInstance).map(kind::cast);
    }
}
