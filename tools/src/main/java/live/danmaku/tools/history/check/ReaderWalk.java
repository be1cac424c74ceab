package live.danmaku.tools.history.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Seen;
import org.jspecify.annotations.Nullable;

/**
 * Follows one reader along the timeline, page by page. Every cursor it is given stands for a place: the next message that
 * it is to be shown. A reader that goes back to an older cursor begins a new walk there; one that is told of a gap does
 * too, at the next message.
 *
 * <p>Where Redis has lost a suffix, a reader may have been shown an order that is no more: this is in order if it is then
 * told of a gap, or of a new epoch. Until then what is odd of it is held back. A reader that goes back by itself has forgotten
 * what it was shown. What was passed in such a time and is shown at another is not missing.
 */
final class ReaderWalk {

    /** The place is not known: the next message that is shown tells it. */
    private static final int UNKNOWN = -1;

    private final History history;
    private final Timeline timeline;
    private final Findings findings;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Finding> heldBack = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();
    private final TreeSet<Integer> passed = new TreeSet<>();
    private final TreeSet<Integer> passedAroundALoss = new TreeSet<>();
    private final Set<String> everShown = new HashSet<>();
    private @Nullable String last;
    private String reader = "";
    private int next = UNKNOWN;
    private long now;

    ReaderWalk(History history, Timeline timeline, Findings findings) {
        this.history = history;
        this.timeline = timeline;
        this.findings = findings;
    }

    void read(Poll page) {
        reader = page.by();
        now = page.answeredAt();
        if (last == null || !last.equals(page.after())) {
            begin(page);
        }
        boolean another = isOfAnotherEpoch(page);
        if (page.gap() || another) {
            beginAgain(page, another);
        }
        if (Cursors.epoch(page.cursor()).equals(timeline.epoch())) {
            for (Seen seen : page.messages()) {
                if (JudgedTypes.visibleOnce(seen.type())) {
                    show(seen.id());
                }
            }
        }
        @Nullable String after = page.after();
        if (after != null && !after.equals(Poll.START) && !page.gap() && Cursors.wentBack(after, page.cursor())) {
            tell(Wrong.DISORDERED, null, "%s was given %s for %s".formatted(reader, page.cursor(), after));
        }
        places.put(page.cursor(), next);
        last = page.cursor();
    }

    private void begin(Poll page) {
        tellOfThePassed();
        if (history.faults().lossBefore(now)) {
            explainWhatWasHeldBack("of readers that went back before they were told");
        }
        shown.clear();
        if (Poll.START.equals(page.after())) {
            next = 0;
        } else if (page.after() == null) {
            // The newest page of a room without messages stands before the first one.
            next = page.messages().isEmpty() ? 0 : UNKNOWN;
        } else {
            next = places.getOrDefault(page.after(), UNKNOWN);
        }
    }

    /** The reader knows that something may be missing, or comes again. */
    private void beginAgain(Poll page, boolean anotherEpoch) {
        boolean inside = !anotherEpoch && page.after() != null && !Poll.START.equals(page.after());
        if (history.faults().lossBefore(now)) {
            explainWhatWasHeldBack("of which a reader was told");
            if (inside) {
                findings.explain("gaps told");
            }
        } else if (inside) {
            tell(Wrong.GAP, null, "%s was told of a gap at %s, and nothing was lost".formatted(reader, page.after()));
        }
        next = UNKNOWN;
        shown.clear();
    }

    private void explainWhatWasHeldBack(String why) {
        heldBack.forEach(finding -> findings.explain(finding.wrong().title() + ", " + why));
        heldBack.clear();
    }

    private static boolean isOfAnotherEpoch(Poll page) {
        @Nullable String after = page.after();
        return after != null
                && !after.equals(Poll.START)
                && !Cursors.isOrigin(after)
                && !Cursors.epoch(after).equals(Cursors.epoch(page.cursor()));
    }

    private void show(String id) {
        Integer index = timeline.indexOf(id);
        if (index == null) {
            SentMessage message = history.messages().get(id);
            // Of an accepted one it is told anyway.
            if (message != null && !message.isAccepted()) {
                tell(Wrong.LOST, id, "%s was shown %s, and is not in %s".formatted(reader, id, timeline.room()));
            }
        } else if (next == UNKNOWN || index >= next) {
            for (int i = next; next != UNKNOWN && i < index; i++) {
                passed.add(i);
            }
            passed.remove(index);
            next = index + 1;
        } else if (shown.contains(id)) {
            tell(Wrong.DOUBLED, id, "%s was shown %s again".formatted(reader, id));
        } else {
            passed.remove(index);
            tell(Wrong.DISORDERED, id, "%s was shown %s after later ones".formatted(reader, id));
        }
        shown.add(id);
        everShown.add(id);
    }

    /** The reader's history must end at the timeline's end, less what the server writes when all is over. */
    void finish() {
        for (int i = next; next != UNKNOWN && i < timeline.ids().size(); i++) {
            if (history.messages().containsKey(timeline.ids().get(i))) {
                passed.add(i);
            }
        }
        tellOfThePassed();
        for (int index : passedAroundALoss) {
            if (everShown.contains(timeline.ids().get(index))) {
                findings.explain("messages passed around a lost suffix that were shown at another time");
            } else {
                tellOfTheMissing(index);
            }
        }
        heldBack.forEach(findings::add);
        heldBack.clear();
    }

    private void tellOfThePassed() {
        if (history.faults().lossBefore(now)) {
            passedAroundALoss.addAll(passed);
        } else {
            passed.forEach(this::tellOfTheMissing);
        }
        passed.clear();
    }

    private void tellOfTheMissing(int index) {
        String id = timeline.ids().get(index);
        tell(Wrong.SILENT_GAP, id, "%s was never shown %s, and was told of no gap".formatted(reader, id));
    }

    private void tell(Wrong wrong, @Nullable String id, String text) {
        SentMessage message = id == null ? null : history.messages().get(id);
        Finding finding = message == null ? Finding.at(now, wrong, text) : Finding.of(wrong, message, text);
        if (wrong == Wrong.DISORDERED || wrong == Wrong.DOUBLED) {
            heldBack.add(finding);
        } else {
            findings.add(finding);
        }
    }
}
