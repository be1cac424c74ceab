package live.danmaku.routing.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.ops.InMemoryAudit;
import live.danmaku.model.route.EntryKind;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.InMemoryRules;
import live.danmaku.model.route.ListEntry;
import live.danmaku.model.route.ListName;
import live.danmaku.model.route.ListPlace;
import live.danmaku.model.route.RoutingRules;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.telemetry.InMemoryTelemetry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final ListPlace VERSION_2 = new ListPlace(ListName.BLACK, EntryKind.VERSION, "2.0");

    private final ManualClock clock = new ManualClock();
    private final InMemoryTelemetry telemetry = new InMemoryTelemetry(clock);
    private final InMemoryRules rules = new InMemoryRules();
    private final InMemoryAudit audit = new InMemoryAudit();
    private final List<Decision> decisions = new ArrayList<>();
    private final Guard guard = new Guard(
            telemetry,
            () -> rules().inForceAt(System.currentTimeMillis()),
            rules,
            new NoHints(),
            new EarlierPercent(audit),
            new Decisions(),
            Guards.settings());
    private GuardFound found = GuardFound.NOTHING;

    @BeforeEach
    void sixtyPercent() {
        get(rules.change(new RuleChange.SetGrey(new GreyRelease(true, 6_000, "s")), "ann", ""));
    }

    @Test
    void look_badRelease_isTakenOffAtTheSecondLookWithReason() {
        report(new Reports().connects("1.0", 300, 3).connects("2.0", 60, 60));
        look();
        assertThat(rules().entries()).isEmpty();
        assertThat(found.bad()).isTrue();

        look();

        ListEntry entry = Objects.requireNonNull(rules().entries().get(VERSION_2));
        assertThat(entry.who()).isEqualTo("guard");
        assertThat(entry.why()).contains("60 connects of version 2.0", "0.0 %", "300 others", "99.0 %");
        assertThat(entry.until() - System.currentTimeMillis()).isBetween(29 * 60_000L, 30 * 60_000L);
        assertThat(rules().grey().hundredths()).isEqualTo(6_000);
        assertThat(decisions).hasSize(1);
        assertThat(decisions.get(0).kind()).isEqualTo("guard");
        assertThat(decisions.get(0).subject()).isEqualTo("version 2.0");
        assertThat(decisions.get(0).inputs()).containsEntry("failed", 60L).containsEntry("othersConnects", 300L);
        assertThat(found.acts()).hasSize(1);
    }

    @Test
    void look_healthyRun_doesNothingForAnHour() {
        for (int second = 0; second < 3_600; second += 5) {
            report(new Reports().connects("1.0", 20, 1).connects("2.0", 12, 1).polls(30, 0));
            clock.pass(Duration.ofSeconds(5));
            look();
            assertThat(found.bad()).isFalse();
        }

        assertThat(rules().version()).isEqualTo(1);
        assertThat(decisions).isEmpty();
    }

    @Test
    void look_badOnce_isForgotten() {
        report(new Reports().connects("1.0", 300, 3).connects("2.0", 60, 60));
        look();
        report(new Reports().connects("2.0", 600, 3));
        look();
        clock.pass(Duration.ofSeconds(31));
        report(new Reports().connects("1.0", 300, 3).connects("2.0", 60, 60));
        look();

        assertThat(rules().entries()).isEmpty();
    }

    @Test
    void look_aNodeHasGone_itsClientsFailAndFindAnotherOne_nothingIsDone() {
        report(new Reports().connects("1.0", 90, 85));
        look();
        clock.pass(Duration.ofSeconds(1));
        report(new Reports().connects("1.0", 80, 5));
        for (int i = 0; i < 40; i++) {
            look();
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(rules().grey().hundredths()).isEqualTo(6_000);
        assertThat(decisions).isEmpty();
    }

    @Test
    void look_releaseGoesOnFailing_isTakenOffThoughNewReportsAreFew() {
        report(new Reports().connects("1.0", 300, 3).connects("2.0", 60, 60));
        look();
        clock.pass(Duration.ofSeconds(1));
        report(new Reports().connects("1.0", 30, 0).connects("2.0", 3, 3));
        look();

        assertThat(rules().entries()).containsKey(VERSION_2);
    }

    @Test
    void look_badVersionTakenOff_itsReportsNoLongerCount() {
        report(new Reports().connects("1.0", 60, 3).connects("2.0", 600, 600));
        look();
        look();
        clock.pass(Duration.ofSeconds(1));
        report(new Reports().connects("2.0", 600, 600));
        look();
        look();
        look();

        assertThat(decisions).hasSize(1);
        assertThat(rules().grey().hundredths()).isEqualTo(6_000);
        assertThat(found.bad()).isFalse();
    }

    @Test
    void look_badForAll_goesBackToBeforeTheLastRaise() {
        note(1_000, 3_000);
        note(3_000, 6_000);
        report(new Reports().connects("1.0", 100, 60).connects("2.0", 100, 65));
        look();
        look();

        assertThat(rules().grey()).isEqualTo(new GreyRelease(true, 3_000, "s"));
        assertThat(rules().entries()).isEmpty();
        assertThat(decisions.get(0).subject()).isEqualTo("percent");
        assertThat(decisions.get(0).before()).isEqualTo("60");
        assertThat(decisions.get(0).after()).isEqualTo("30");
    }

    @Test
    void look_afterTheStep_needsFreshEvidenceForTheNext() {
        report(new Reports().connects("1.0", 100, 60).connects("2.0", 100, 65));
        look();
        look();
        assertThat(rules().grey().hundredths()).isEqualTo(3_000);

        clock.pass(Duration.ofSeconds(2));
        look();
        look();
        look();
        assertThat(rules().grey().hundredths()).isEqualTo(3_000);

        report(new Reports().connects("1.0", 40, 30).connects("2.0", 40, 30));
        look();
        look();
        assertThat(rules().grey().hundredths()).isEqualTo(1_500);
    }

    @Test
    void look_noPercentageLeft_changesNothing() {
        get(rules.change(new RuleChange.SetGrey(new GreyRelease(true, 0, "s")), "ann", ""));
        report(new Reports().connects("1.0", 100, 60).connects("2.0", 100, 65));
        look();
        look();
        look();

        assertThat(decisions).isEmpty();
        assertThat(found.bad()).isTrue();
    }

    @Test
    void look_opsWereFaster_raisesNothing() {
        report(new Reports().connects("1.0", 100, 60).connects("2.0", 100, 65));
        look();
        get(rules.change(new RuleChange.SetGrey(new GreyRelease(true, 500, "s")), "ann", ""));
        look();

        assertThat(rules().grey().hundredths()).isEqualTo(250);
    }

    @Test
    void look_afterAnotherRouterLed_knowsWhatThatOneDid() {
        report(new Reports().connects("1.0", 60, 3).connects("2.0", 600, 600));
        look();
        look();
        Guard other = new Guard(
                telemetry,
                () -> RoutingRules.INITIAL.inForceAt(0),
                rules,
                new NoHints(),
                new EarlierPercent(audit),
                new Decisions(),
                Guards.settings());

        found = get(other.look(found));
        found = get(other.look(found));

        assertThat(decisions).hasSize(1);
    }

    @Test
    void look_storeAway_failsAndTriesAgain() {
        report(new Reports().connects("1.0", 300, 3).connects("2.0", 60, 60));
        look();
        telemetry.setAway(true);
        assertThatThrownBy(this::look).hasMessageContaining("away");
        telemetry.setAway(false);
        look();

        assertThat(rules().entries()).containsKey(VERSION_2);
    }

    private void report(Reports reports) {
        get(telemetry.add(reports.all()));
    }

    private void look() {
        found = get(guard.look(found));
    }

    private void note(int before, int after) {
        get(audit.record(new AuditEntry(
                0,
                0,
                "ann",
                "routing grey",
                "{\"enabled\":true,\"percent\":%s,\"salt\":\"s\"}".formatted(before / 100.0),
                "{\"enabled\":true,\"percent\":%s,\"salt\":\"s\"}".formatted(after / 100.0),
                "")));
    }

    private RoutingRules rules() {
        return Objects.requireNonNull(get(rules.read(-1)).rules());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private final class Decisions implements DecisionLog {

        @Override
        public CompletionStage<Void> record(Decision decision) {
            decisions.add(decision);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<List<Decision>> list(@Nullable String kind, long before, int limit) {
            return CompletableFuture.completedFuture(decisions);
        }
    }

    private static final class NoHints implements RuleHints {

        @Override
        public void tell() {}

        @Override
        public CompletionStage<Void> listen(Runnable listener) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
