package live.danmaku.routing.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.route.EntryKind;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.ListName;
import live.danmaku.model.route.ListPlace;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.route.RuleStore;
import live.danmaku.model.route.RulesInForce;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.TelemetryStore;
import live.danmaku.model.telemetry.Transport;
import live.danmaku.routing.telemetry.CohortRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what clients reported and acts when the same is bad several times, one after the other: a bad version goes to the
 * black list for some time; when long connections are bad for all, the percentage goes back. What was reported before it
 * lowered the percentage does not count any more, so that each step needs fresh evidence; a version that it took off is left
 * out of what is judged. It never raises anything.
 *
 * <p>Belongs to whoever calls it, one look at a time.
 */
final class Guard {

    /** Who changes the rules, in the audit and in entries. */
    static final String NAME = "guard";

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private final TelemetryStore telemetry;
    private final Supplier<RulesInForce> rules;
    private final RuleStore store;
    private final RuleHints hints;
    private final EarlierPercent earlier;
    private final DecisionLog decisions;
    private final GuardSettings settings;
    private final GuardJudge judge;

    /** How often, one after the other, something was found to be bad: by version, empty for all. */
    private Map<String, Integer> suspicions = Map.of();

    /** @param rules in force */
    Guard(
            TelemetryStore telemetry,
            Supplier<RulesInForce> rules,
            RuleStore store,
            RuleHints hints,
            EarlierPercent earlier,
            DecisionLog decisions,
            GuardSettings settings) {
        this.telemetry = telemetry;
        this.rules = rules;
        this.store = store;
        this.hints = hints;
        this.earlier = earlier;
        this.decisions = decisions;
        this.settings = settings;
        judge = new GuardJudge(settings);
    }

    /** Forgets what it suspects. */
    void reset() {
        suspicions = Map.of();
    }

    /**
     * @param before what was found the last time, whoever did
     * @return completes when what had to be done is; fails when it cannot be, and the next look will try again
     */
    CompletionStage<GuardFound> look(GuardFound before) {
        return telemetry
                .read(settings.window())
                .thenCompose(reading -> judge(new Evidence(reading, before, rules.get(), settings.window())));
    }

    private CompletionStage<GuardFound> judge(Evidence evidence) {
        Map<Cohort, Tally> tallies = evidence.tallies();
        Verdict verdict = judge.judge(tallies);
        GuardFound found = new GuardFound(
                evidence.now(),
                !(verdict instanceof Verdict.Fine),
                verdict.text(),
                CohortRow.of(
                        "long",
                        GuardJudge.sum(tallies, cohort -> cohort.transport().isLong())),
                CohortRow.of(
                        Transport.POLLING.wireName(),
                        GuardJudge.sum(tallies, cohort -> cohort.transport() == Transport.POLLING)),
                evidence.before().acts());
        CompletionStage<GuardFound> done = CompletableFuture.completedFuture(found);
        for (Verdict.Finding finding : confirmed(verdict, evidence)) {
            done = done.thenCompose(soFar -> act(finding, evidence.inForce().grey(), evidence.now())
                    .thenApply(act -> act.map(soFar::and).orElse(soFar)));
        }
        return done;
    }

    /** What was found so often that it is time to act. */
    private List<Verdict.Finding> confirmed(Verdict verdict, Evidence evidence) {
        List<Verdict.Finding> bad = verdict instanceof Verdict.BadVersions versions
                ? versions.versions()
                : verdict instanceof Verdict.BadForAll all ? List.of(all.finding()) : List.of();
        Map<String, Integer> now = new HashMap<>();
        List<Verdict.Finding> confirmed = new ArrayList<>();
        for (Verdict.Finding finding : bad) {
            if (evidence.isFresh(finding, settings.leastSuccess())) {
                int times = suspicions.getOrDefault(finding.subject(), 0) + 1;
                now.put(finding.subject(), times);
                if (times >= settings.confirmations()) {
                    confirmed.add(finding);
                }
            }
        }
        suspicions = now;
        return confirmed;
    }

    /** Completes with what was done; empty when there was nothing to do any more. */
    private CompletionStage<Optional<GuardAct>> act(Verdict.Finding finding, GreyRelease grey, long now) {
        return finding.subject().isEmpty() ? lower(finding, grey, now) : takeOff(finding, now);
    }

    private CompletionStage<Optional<GuardAct>> takeOff(Verdict.Finding finding, long now) {
        ListPlace place = new ListPlace(ListName.BLACK, EntryKind.VERSION, finding.subject());
        String after = "black for %d min".formatted(settings.blackFor().toMinutes());
        return store.change(new RuleChange.PutEntry(place, settings.blackFor().toMillis()), NAME, finding.reason())
                .thenApply(version -> version.map(made -> done(
                        new GuardAct(now, GuardAct.BLACK, finding.subject(), "granted", after, finding.reason(), made),
                        "version " + finding.subject(),
                        finding)));
    }

    private CompletionStage<Optional<GuardAct>> lower(Verdict.Finding finding, GreyRelease grey, long now) {
        if (grey.hundredths() == 0 || !grey.enabled()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return earlier.before(grey.hundredths())
                .thenCompose(target -> store.change(new RuleChange.Lower(target), NAME, finding.reason())
                        .thenApply(version -> version.map(made -> done(
                                new GuardAct(
                                        now,
                                        GuardAct.LOWER,
                                        "",
                                        percent(grey.hundredths()),
                                        percent(target),
                                        finding.reason(),
                                        made),
                                "percent",
                                finding))));
    }

    private GuardAct done(GuardAct act, String subject, Verdict.Finding finding) {
        hints.tell();
        decisions.record(
                new Decision(act.at(), NAME, subject, act.before(), act.after(), finding.reason(), finding.inputs()));
        log.warn("{}: {} → {}, because {}", subject, act.before(), act.after(), finding.reason());
        return act;
    }

    private static String percent(int hundredths) {
        return hundredths % 100 == 0 ? Integer.toString(hundredths / 100) : Double.toString(hundredths / 100.0);
    }
}
