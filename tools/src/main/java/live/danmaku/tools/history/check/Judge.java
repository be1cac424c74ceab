package live.danmaku.tools.history.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import live.danmaku.tools.history.record.HistoryLine;

/** Says what is wrong in a run's histories. */
public final class Judge {

    private static final List<Check> CHECKS = List.of(
            new TimelineCheck(),
            new NeverSentCheck(),
            new ReaderCheck(),
            new OwnOrderCheck(),
            new GiftCheck(),
            new ShownGiftCheck(),
            new ArchiveCheck(),
            new PresenceCheck(),
            new LeftoverCheck(),
            new LoadCheck());

    private final History history;
    private final Map<String, Timeline> timelines;
    private final FaultWindows windows;
    private final Sightings sightings;
    private final Tally all = new Tally();
    private final Map<String, Tally> byWindow = new TreeMap<>();

    private Judge(List<HistoryLine> lines) {
        history = History.of(lines);
        timelines = Timeline.of(history);
        windows = history.faults();
        sightings = new Sightings(history);
    }

    /** @param lines of all parties, each party's in their order */
    public static Verdict judge(List<HistoryLine> lines) {
        return new Judge(lines).verdict();
    }

    private Verdict verdict() {
        history.messages().values().stream()
                .filter(message -> message.isAccepted() && JudgedTypes.visibleOnce(message.type()))
                .forEach(this::count);
        Findings findings = new Findings();
        for (Check check : CHECKS) {
            check.find(history, timelines, findings);
        }
        findings.wrong().forEach(this::count);
        Map<String, Long> windowCounts = new HashMap<>();
        byWindow.keySet().forEach(fault -> windowCounts.put(fault, windows.count(fault)));
        return new Verdict(
                all,
                byWindow,
                windowCounts,
                history.extent(),
                findings.wrong(),
                findings.explained(),
                history.loads(),
                notJudged());
    }

    private void count(SentMessage message) {
        Timeline timeline = timelines.get(message.room());
        boolean visible = timeline != null && timeline.indexOf(message.id()) != null;
        OptionalLong seen = sightings.firstSeenAt(message.id());
        for (Tally tally : tallies(kinds(message))) {
            tally.accepted(visible);
            tally.answered(message.acceptedAt() - windows.wholeFrom(message.firstSentAt(), message.acceptedAt()));
            seen.ifPresent(
                    at -> tally.stale(at - message.acceptedAt(), at - windows.wholeFrom(message.acceptedAt(), at)));
        }
    }

    private void count(Finding finding) {
        SentMessage message = finding.message();
        Set<String> kinds = message == null ? windows.during(finding.at(), finding.at()) : kinds(message);
        tallies(kinds).forEach(tally -> tally.found(finding.wrong()));
    }

    /** The kinds of time that a message was on its way in. */
    private Set<String> kinds(SentMessage message) {
        long until = message.isAccepted() ? message.acceptedAt() : message.firstSentAt();
        return windows.during(
                message.firstSentAt(),
                Math.max(until, sightings.firstSeenAt(message.id()).orElse(until)));
    }

    private List<Tally> tallies(Set<String> kinds) {
        List<Tally> tallies = new ArrayList<>(List.of(all));
        kinds.forEach(kind -> tallies.add(byWindow.computeIfAbsent(kind, name -> new Tally())));
        return tallies;
    }

    private List<String> notJudged() {
        List<String> reasons = new ArrayList<>();
        if (all.accepted() == 0) {
            reasons.add("no message was accepted");
        }
        Set<String> rooms = new TreeSet<>();
        history.messages().values().forEach(message -> rooms.add(message.room()));
        history.polls().forEach(poll -> rooms.add(poll.room()));
        rooms.removeAll(timelines.keySet());
        rooms.forEach(room -> reasons.add("the timeline of %s was not read".formatted(room)));
        timelines.values().forEach(timeline -> {
            long others = history.polls().stream()
                    .filter(poll -> poll.room().equals(timeline.room()))
                    .filter(poll -> !Cursors.isOrigin(poll.cursor()))
                    .filter(poll -> !Cursors.epoch(poll.cursor()).equals(timeline.epoch()))
                    .count();
            if (others > 0 && !windows.lossBefore(Long.MAX_VALUE)) {
                reasons.add("%d pages of %s are of another epoch than its timeline, %s"
                        .formatted(others, timeline.room(), timeline.epoch()));
            }
        });
        return reasons;
    }
}
