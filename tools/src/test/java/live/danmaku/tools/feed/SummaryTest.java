package live.danmaku.tools.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private final Outcomes outcomes = new Outcomes();
    private final Sighting live = new Sighting("run-");
    private final Sighting afterwards = new Sighting("run-");

    @Test
    void judge_allSeenOnceInOneOrder_isGood() {
        accept("run-1", "run-2");
        see(live, "run-2", "run-1");
        see(afterwards, "other", "run-2", "run-1");
        assertThat(judge().isGood()).isTrue();
        assertThat(judge().visible()).isEqualTo(2);
    }

    @Test
    void judge_rejected_isGoodAndCounted() {
        outcomes.rejected(message("run-1", true), "400 text: blank");
        outcomes.rejected(message("run-2", true), "400 text: blank");
        assertThat(judge().isGood()).isTrue();
        assertThat(judge().rejections()).containsEntry("400 text: blank", 2L);
    }

    @Test
    void judge_acceptedButSeenByOneReaderOnly_isMissing() {
        accept("run-1");
        see(live, "run-1");
        assertThat(judge().missing()).isEqualTo(1);
        assertThat(judge().isGood()).isFalse();
    }

    @Test
    void judge_seenAgain_isADuplicate() {
        accept("run-1");
        see(live, "run-1", "run-1");
        see(afterwards, "run-1");
        assertThat(judge().faults()).contains("1 seen again");
    }

    @Test
    void judge_differentOrders_isBad() {
        accept("run-1", "run-2");
        see(live, "run-1", "run-2");
        see(afterwards, "run-2", "run-1");
        assertThat(judge().faults()).containsExactly("two readers saw different orders");
    }

    @Test
    void judge_rejectedButSeen_isUnexpected() {
        outcomes.rejected(message("run-1", true), "400 …");
        see(live, "run-1");
        see(afterwards, "run-1");
        assertThat(judge().faults()).containsExactly("1 seen though not accepted");
    }

    @Test
    void judge_unclear_isBadWhetherSeenOrNot() {
        outcomes.unclear(message("run-1", true), "503");
        see(live, "run-1");
        see(afterwards, "run-1");
        assertThat(judge().faults()).containsExactly("1 given up without a clear answer");
    }

    @Test
    void judge_mergeable_mayBeMissing() {
        outcomes.accepted(message("run-1", false));
        assertThat(judge().isGood()).isTrue();
        assertThat(judge().mergeable()).isEqualTo(1);
    }

    private Summary judge() {
        return Summary.judge(2, outcomes, live, afterwards, false, Duration.ofSeconds(1));
    }

    private void accept(String... ids) {
        for (String id : ids) {
            outcomes.accepted(message(id, true));
        }
    }

    private static void see(Sighting sighting, String... ids) {
        for (String id : ids) {
            sighting.see(id, System.nanoTime());
        }
    }

    private static FeedMessage message(String id, boolean visibleOnce) {
        return new FeedMessage(id, "comment", "{}", visibleOnce);
    }
}
