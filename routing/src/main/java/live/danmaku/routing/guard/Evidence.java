package live.danmaku.routing.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.model.route.RulesInForce;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.TelemetryReading;
import live.danmaku.model.telemetry.TelemetrySlice;

/**
 * What one look judges by: the reports of a window, but none from before the percentage was lowered the last time, and none of
 * versions that are off already.
 *
 * @param before what was found the last time
 * @param window how far back reports count
 */
record Evidence(TelemetryReading reading, GuardFound before, RulesInForce inForce, Duration window) {

    /** In ms since 1970 by the store's clock. */
    long now() {
        return reading.now();
    }

    Map<Cohort, Tally> tallies() {
        return since(begin());
    }

    private long begin() {
        return Math.max(windowBegin(), before.loweredAt() + 1);
    }

    private long windowBegin() {
        return now() - window.toMillis();
    }

    private Map<Cohort, Tally> since(long moment) {
        Map<Cohort, Tally> tallies = reading.since(moment);
        tallies.keySet().removeIf(cohort -> before.hasTakenOff(cohort.version(), windowBegin()) || isBlack(cohort));
        return tallies;
    }

    private boolean isBlack(Cohort cohort) {
        if (cohort.version().isEmpty() || cohort.version().equals(Cohort.OTHER)) {
            return false;
        }
        return inForce.black().find(RouteSubject.of("", "", cohort.version())) != null;
    }

    /**
     * Whether the newest quarter of the connects fails as well. If not, it is over: a node had gone, its clients failed once
     * and found another one.
     *
     * @param leastSuccess percent of connects that succeed; below it is bad
     */
    boolean isFresh(Verdict.Finding finding, double leastSuccess) {
        if (!finding.ofConnects()) {
            return true;
        }
        long all = connects(finding, tallies()).connects();
        List<TelemetrySlice> slices = reading.slices();
        for (int i = slices.size() - 1; i >= 0; i--) {
            Tally newest = connects(finding, since(Math.max(slices.get(i).begin(), begin())));
            if (newest.connects() * 4 >= all) {
                return newest.success() < leastSuccess;
            }
        }
        return true;
    }

    private static Tally connects(Verdict.Finding finding, Map<Cohort, Tally> tallies) {
        return GuardJudge.sum(
                tallies,
                cohort -> cohort.transport().isLong()
                        && (finding.subject().isEmpty() || finding.subject().equals(cohort.version())));
    }
}
