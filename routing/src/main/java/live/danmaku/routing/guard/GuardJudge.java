package live.danmaku.routing.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Judges reports. A version is bad when too few of its connects succeed, and clearly fewer than those of the other versions;
 * long connections are bad when that is so without the bad versions, compared with polling, or when messages come later or
 * with more gaps than to who polls. All of this must be so without what those few reported who reported the most trouble, too:
 * reports need no token. Immutable.
 */
final class GuardJudge {

    /** Fewer connects of the others are no measure for a version. */
    private static final int LEAST_OF_OTHERS = 20;

    /** A fifth of what is needed must come from others than those few who report the most. */
    private static final int ENOUGH_LEFT = 5;

    private static final double MOST = 0.95;

    private final GuardSettings settings;

    GuardJudge(GuardSettings settings) {
        this.settings = settings;
    }

    /** @param tallies without versions that were taken off already */
    Verdict judge(Map<Cohort, Tally> tallies) {
        Map<String, Tally> versions = new HashMap<>();
        tallies.forEach((cohort, tally) -> {
            if (cohort.transport().isLong()) {
                versions.merge(cohort.version(), tally, (one, other) -> Tally.sum(List.of(one, other)));
            }
        });
        Tally polling = sum(tallies, cohort -> cohort.transport() == Transport.POLLING);
        List<Verdict.Finding> bad = takeBadVersions(versions);
        Tally others = Tally.sum(versions.values());
        Verdict.@Nullable Finding all = ofAll(others, polling);
        if (all != null) {
            return new Verdict.BadForAll(all);
        }
        return bad.isEmpty() ? new Verdict.Fine(fine(others, polling)) : new Verdict.BadVersions(bad);
    }

    /** Takes those out that are bad, the worst first, each compared with all that are left. */
    private List<Verdict.Finding> takeBadVersions(Map<String, Tally> versions) {
        List<Verdict.Finding> bad = new ArrayList<>();
        List<String> worstFirst = versions.keySet().stream()
                .filter(GuardJudge::isNamed)
                .sorted(Comparator.comparingDouble(
                        version -> versions.getOrDefault(version, Tally.NONE).success()))
                .toList();
        for (String version : worstFirst) {
            Tally own = versions.getOrDefault(version, Tally.NONE);
            Map<String, Tally> rest = new HashMap<>(versions);
            rest.remove(version);
            Tally others = Tally.sum(rest.values());
            if (failsForMany(own)
                    && others.connects() >= LEAST_OF_OTHERS
                    && isWorse(withoutFew(own), withoutFew(others))
                    && isWorse(own, withoutFew(others))) {
                versions.remove(version);
                bad.add(new Verdict.Finding(
                        version,
                        "of %d connects of version %s %s succeeded, of %d others %s"
                                .formatted(own.connects(), version, percent(own), others.connects(), percent(others)),
                        true,
                        inputs(own, others)));
            }
        }
        return bad;
    }

    /** Of unknown and of too many versions nobody can say which they are. */
    private static boolean isNamed(String version) {
        return !version.isEmpty() && !version.equals(Cohort.OTHER);
    }

    private Verdict.@Nullable Finding ofAll(Tally own, Tally polling) {
        // Where polling fails as well, long connections are not what is wrong.
        if (failsForMany(own) && (polling.connects() < settings.leastConnects() || isWorse(withoutFew(own), polling))) {
            return ofAll(succeeded(own, polling), true, own, polling);
        }
        if (own.delays() < settings.leastDelays() || polling.delays() < settings.leastDelays()) {
            return null;
        }
        long late = own.delayMs(MOST).orElse(0);
        long pollingLate = polling.delayMs(MOST).orElse(0);
        if (isLate(own, polling) && isLate(own.withoutMostLate(few()), polling)) {
            String reason =
                    "messages are up to %d ms late (95 of 100), with polling %d ms".formatted(late, pollingLate);
            return ofAll(reason, false, own, polling);
        }
        if (hasGaps(own, polling) && hasGaps(own.withoutMostGaps(few()), polling)) {
            String reason = String.format(
                    Locale.ROOT, "%.1f gaps in a hundred reports, with polling %.1f", own.gapRate(), polling.gapRate());
            return ofAll(reason, false, own, polling);
        }
        return null;
    }

    private static Verdict.Finding ofAll(String reason, boolean ofConnects, Tally own, Tally polling) {
        return new Verdict.Finding("", reason, ofConnects, inputs(own, polling));
    }

    /** How many reporters are not believed. */
    private int few() {
        return settings.leastReporters() - 1;
    }

    private Tally withoutFew(Tally tally) {
        return tally.withoutMostFailures(few());
    }

    private boolean failsForMany(Tally tally) {
        Tally left = withoutFew(tally);
        return fails(tally)
                && left.connects() * ENOUGH_LEFT >= settings.leastConnects()
                && left.success() < settings.leastSuccess();
    }

    private boolean isLate(Tally own, Tally polling) {
        return own.delays() * ENOUGH_LEFT >= settings.leastDelays()
                && own.delayMs(MOST).orElse(0)
                        > polling.delayMs(MOST).orElse(0) + settings.mostDelay().toMillis();
    }

    private boolean hasGaps(Tally own, Tally polling) {
        return own.gapRate() > polling.gapRate() + settings.mostGaps();
    }

    private boolean fails(Tally tally) {
        return tally.connects() >= settings.leastConnects() && tally.success() < settings.leastSuccess();
    }

    private boolean isWorse(Tally own, Tally others) {
        return own.success() <= others.success() - settings.worseBy();
    }

    private String fine(Tally own, Tally polling) {
        if (own.connects() < settings.leastConnects()) {
            return "%d connects: too few to judge (expected: %d or more)"
                    .formatted(own.connects(), settings.leastConnects());
        }
        String why = fails(own) && !failsForMany(own)
                ? "; most failures are reported by fewer than %d addresses".formatted(settings.leastReporters())
                : "";
        return succeeded(own, polling) + why;
    }

    private static String succeeded(Tally own, Tally polling) {
        String beside =
                polling.connects() == 0 ? "" : ", of %d polling %s".formatted(polling.connects(), percent(polling));
        return "of %d connects %s succeeded%s".formatted(own.connects(), percent(own), beside);
    }

    private static Map<String, Long> inputs(Tally own, Tally others) {
        Map<String, Long> inputs = new HashMap<>();
        put(inputs, "", own);
        put(inputs, "others", others);
        return inputs;
    }

    private static void put(Map<String, Long> inputs, String whose, Tally tally) {
        inputs.put(name(whose, "connects"), tally.connects());
        inputs.put(name(whose, "failed"), tally.failed());
        inputs.put(name(whose, "delays"), tally.delays());
        inputs.put(name(whose, "gaps"), tally.gaps());
        tally.delayMs(MOST).ifPresent(ms -> inputs.put(name(whose, "delayP95Ms"), ms));
    }

    private static String name(String whose, String what) {
        return whose.isEmpty() ? what : whose + Character.toUpperCase(what.charAt(0)) + what.substring(1);
    }

    private static String percent(Tally tally) {
        return String.format(Locale.ROOT, "%.1f %%", tally.success());
    }

    static Tally sum(Map<Cohort, Tally> tallies, Predicate<Cohort> which) {
        return Tally.sum(tallies.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }
}
