package live.danmaku.tools.history.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Seen;
import org.jspecify.annotations.Nullable;

/**
 * Follows one reader along the timeline, page by page. Every cursor it is given stands for a place: the next message that
 * it is to be shown. A reader that goes back to an older cursor begins a new walk there.
 */
final class ReaderWalk {

    /** The place is not known: the next message that is shown tells it. */
    private static final int UNKNOWN = -1;

    private final History history;
    private final Timeline timeline;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();
    private final TreeSet<Integer> passed = new TreeSet<>();
    private @Nullable String last;
    private String reader = "";
    private int next = UNKNOWN;
    private long now;

    ReaderWalk(History history, Timeline timeline) {
        this.history = history;
        this.timeline = timeline;
    }

    void read(Poll page) {
        reader = page.by();
        now = page.answeredAt();
        if (last == null || !last.equals(page.after())) {
            begin(page);
        }
        if (page.gap() || isOfAnotherEpoch(page)) {
            next = UNKNOWN;
        }
        if (Cursors.epoch(page.cursor()).equals(timeline.epoch())) {
            for (Seen seen : page.messages()) {
                if (JudgedTypes.visibleOnce(seen.type())) {
                    show(seen.id());
                }
            }
        }
        if (page.after() != null && !page.after().equals(Poll.START) && Cursors.wentBack(page.after(), page.cursor())) {
            tell(Wrong.DISORDERED, null, "%s was given %s for %s".formatted(reader, page.cursor(), page.after()));
        }
        places.put(page.cursor(), next);
        last = page.cursor();
    }

    private void begin(Poll page) {
        tellOfThePassed();
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
            next = index + 1;
        } else if (shown.contains(id)) {
            tell(Wrong.DOUBLED, id, "%s was shown %s again".formatted(reader, id));
        } else {
            passed.remove(index);
            tell(Wrong.DISORDERED, id, "%s was shown %s after later ones".formatted(reader, id));
        }
        shown.add(id);
    }

    /** What is wrong with this reader's history, which must end at the timeline's end. */
    List<Finding> finish() {
        for (int i = next; next != UNKNOWN && i < timeline.ids().size(); i++) {
            passed.add(i);
        }
        tellOfThePassed();
        return findings;
    }

    private void tellOfThePassed() {
        for (int index : passed) {
            String id = timeline.ids().get(index);
            tell(Wrong.SILENT_GAP, id, "%s was never shown %s, and was told of no gap".formatted(reader, id));
        }
        passed.clear();
    }

    private void tell(Wrong wrong, @Nullable String id, String text) {
        SentMessage message = id == null ? null : history.messages().get(id);
        findings.add(message == null ? Finding.at(now, wrong, text) : Finding.of(wrong, message, text));
    }
}
