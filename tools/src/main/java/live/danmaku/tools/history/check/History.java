package live.danmaku.tools.history.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import live.danmaku.tools.history.record.Ending;
import live.danmaku.tools.history.record.FaultMark;
import live.danmaku.tools.history.record.GiftOutcome;
import live.danmaku.tools.history.record.GiftTotal;
import live.danmaku.tools.history.record.HistoryLine;
import live.danmaku.tools.history.record.Leftover;
import live.danmaku.tools.history.record.Load;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.record.Replay;
import live.danmaku.tools.history.record.Send;
import live.danmaku.tools.history.record.Visit;

/** The lines of a run, sorted out: messages by id, polls by time. */
record History(
        Map<String, SentMessage> messages,
        List<Poll> polls,
        FaultWindows faults,
        List<GiftOutcome> giftOutcomes,
        List<GiftTotal> giftTotals,
        List<Ending> endings,
        List<Replay> replays,
        List<Visit> visits,
        List<Leftover> leftovers,
        List<Load> loads) {

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
                new FaultWindows(only(lines, FaultMark.class)
                        .sorted(Comparator.comparingLong(FaultMark::at))
                        .toList()),
                only(lines, GiftOutcome.class).toList(),
                only(lines, GiftTotal.class).toList(),
                only(lines, Ending.class).toList(),
                only(lines, Replay.class).toList(),
                only(lines, Visit.class).toList(),
                only(lines, Leftover.class).toList(),
                only(lines, Load.class).toList());
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
                polls.stream().filter(poll -> poll.purpose() == Purpose.LIVE).count(),
                endings.size(),
                replays.size(),
                visits.size());
    }

    private static <T extends HistoryLine> Stream<T> only(List<HistoryLine> lines, Class<T> kind) {
        return lines.stream().filter(kind::isInstance).map(kind::cast);
    }
}
