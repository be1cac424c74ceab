package live.danmaku.tools.history.check;

import static java.util.stream.Collectors.toMap;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.danmaku.tools.history.record.Ending;
import live.danmaku.tools.history.record.Replay;
import live.danmaku.tools.history.record.Seen;

/**
 * Every stream that was ended is in the archive, and its replay shows, from each tier, what the timeline had: the same
 * messages, in the order of stream time and then of place, with the same bytes. Where Redis has lost a suffix, messages that
 * are merged on their way may be merged again in another way: there the replay may have more of them.
 */
final class ArchiveCheck implements Check {

    private static final String ENDED = "ended";

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        for (Ending ending : history.endings()) {
            if (!ending.state().equals(ENDED)) {
                findings.add(Finding.at(
                        ending.askedAt(),
                        Wrong.ARCHIVE,
                        "%s is '%s' %d s after its end (expected: ended)"
                                .formatted(
                                        ending.room(), ending.state(), (ending.at() - ending.askedAt()) / 1_000_000)));
            }
        }
        Map<String, Ending> ended = history.endings().stream()
                .filter(ending -> ending.state().equals(ENDED))
                .collect(toMap(Ending::room, ending -> ending, (first, second) -> second));
        for (Replay replay : history.replays()) {
            Ending ending = ended.get(replay.room());
            Timeline timeline = timelines.get(replay.room());
            if (ending != null && timeline != null) {
                compare(history, timeline, replay, ending.askedAt(), findings);
            }
        }
    }

    private static void compare(History history, Timeline timeline, Replay replay, long at, Findings findings) {
        String name = "%s, read from %s".formatted(replay.room(), replay.tier());
        if (replay.status() != 200) {
            findings.add(Finding.at(
                    at, Wrong.ARCHIVE, "%s: the replay answers %d (expected: 200)".formatted(name, replay.status())));
            return;
        }
        missing(history, replay, name, findings);
        if (!timeline.isFromStart()) {
            findings.explain("timelines that were freed before they were read");
            return;
        }
        List<Seen> expected = timeline.all().stream()
                .sorted(Comparator.comparingLong(Seen::at))
                .toList();
        Map<String, Seen> archived = replay.messages().stream().collect(toMap(Seen::id, seen -> seen, (a, b) -> a));
        if (archived.size() != replay.messages().size()) {
            findings.add(Finding.at(
                    at,
                    Wrong.ARCHIVE,
                    "%s: %d messages twice".formatted(name, replay.messages().size() - archived.size())));
        }
        boolean lost = history.faults().lossBefore(at);
        int absent = 0;
        int altered = 0;
        Set<String> known = new HashSet<>();
        for (Seen seen : expected) {
            known.add(seen.id());
            Seen kept = archived.get(seen.id());
            if (kept == null) {
                absent++;
            } else if (seen.sum() != null && !seen.sum().equals(kept.sum())) {
                altered++;
            }
        }
        if (absent > 0) {
            findings.add(Finding.at(
                    at, Wrong.ARCHIVE, "%s: %d messages of the timeline are not there".formatted(name, absent)));
        }
        if (altered > 0) {
            findings.add(Finding.at(at, Wrong.ARCHIVE, "%s: %d messages have other bytes".formatted(name, altered)));
        }
        more(history, replay, known, name, lost, at, findings);
        List<String> order =
                replay.messages().stream().map(Seen::id).filter(known::contains).toList();
        List<String> right =
                expected.stream().map(Seen::id).filter(archived::containsKey).toList();
        if (!order.equals(right)
                && absent == 0
                && archived.size() == replay.messages().size()) {
            findings.add(Finding.at(at, Wrong.ARCHIVE, "%s: the order is another".formatted(name)));
        }
    }

    /** Whatever the timeline had: what was accepted is in the archive. */
    private static void missing(History history, Replay replay, String name, Findings findings) {
        Set<String> archived = new HashSet<>();
        replay.messages().forEach(seen -> archived.add(seen.id()));
        for (SentMessage message : history.messages().values()) {
            if (message.room().equals(replay.room())
                    && message.isAccepted()
                    && JudgedTypes.visibleOnce(message.type())
                    && !archived.contains(message.id())) {
                findings.add(Finding.of(
                        Wrong.ARCHIVE,
                        message,
                        "%s: %s was answered 202 and is not there".formatted(name, message.id())));
            }
        }
    }

    private static void more(
            History history, Replay replay, Set<String> known, String name, boolean lost, long at, Findings findings) {
        int more = 0;
        for (Seen seen : replay.messages()) {
            if (known.contains(seen.id())) {
                continue;
            }
            boolean merged = !JudgedTypes.visibleOnce(seen.type());
            boolean sent = history.messages().containsKey(seen.id());
            if (lost && (merged || !sent)) {
                findings.explain("messages in an archive that the timeline made in another way after a lost suffix");
            } else {
                more++;
            }
        }
        if (more > 0) {
            findings.add(Finding.at(
                    at, Wrong.ARCHIVE, "%s: %d messages that the timeline does not have".formatted(name, more)));
        }
    }
}
