package live.danmaku.tools.history.check;

import static live.danmaku.tools.history.check.HandWritten.comment;
import static live.danmaku.tools.history.check.HandWritten.saying;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.tools.history.record.Seen;
import org.junit.jupiter.api.Test;

/** A viewer who came and went, and what the room was told of it. */
class PresenceCheckTest {

    private static final long AWAKE = 2_000;
    private static final long SILENT = 12_000;

    private final HandWritten history = new HandWritten().accepted("a1");

    @Test
    void onceEach_isGood() {
        assertThat(told(AWAKE, "enter", "leave").findings()).isEmpty();
    }

    @Test
    void leaveNeverTold_isFound() {
        finds(told(AWAKE, "enter"), "room was told of v: enter (expected: enter, leave)");
    }

    @Test
    void nothingTold_isFound() {
        finds(told(SILENT), "room was told of v:  (expected: enter, leave)");
    }

    @Test
    void twice_ofOneWhoWasThereAllTheTime_isFound() {
        finds(
                told(AWAKE, "enter", "leave", "enter", "leave"),
                "room was told of v: enter, leave, enter, leave (expected: enter, leave)");
    }

    @Test
    void twice_ofOneWhoWasSilent_isExplained() {
        Verdict verdict = told(SILENT, "enter", "leave", "enter", "leave");

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.explained()).hasSize(1);
    }

    @Test
    void leaveFirst_ofOneWhoWasSilent_isFound() {
        finds(told(SILENT, "leave", "enter"), "room was told of v: leave, enter (expected: enter, leave)");
    }

    private Verdict told(long silence, String... events) {
        List<Seen> messages = new ArrayList<>(List.of(comment("a1", "s", 0)));
        for (String event : events) {
            messages.add(saying("member", "m" + messages.size(), event + " v"));
        }
        return history.visit("v", silence)
                .wholeTimeline(messages.toArray(Seen[]::new))
                .judge();
    }

    private static void finds(Verdict verdict, String text) {
        assertThat(verdict.findings()).extracting(Finding::text).containsExactly(text);
        assertThat(verdict.count(Wrong.PRESENCE)).isEqualTo(1);
    }
}
