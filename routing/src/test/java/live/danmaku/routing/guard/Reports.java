package live.danmaku.routing.guard;

import java.util.HashMap;
import java.util.Map;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.Transport;

/** What clients of some versions reported, put together by a test. Trouble is of as many reporters as can be, unless said otherwise. */
final class Reports {

    private final Map<Cohort, Tally> tallies = new HashMap<>();

    Reports connects(String version, long all, long failed) {
        return of(
                Transport.WEBSOCKET,
                version,
                with(Map.of(Tally.CONNECTS, all, Tally.FAILED, failed), byAll(Tally.FAILED, failed)));
    }

    /** Connects all of which one reporter tells to have failed. */
    Reports failed(String version, long all, int reporter) {
        return of(
                Transport.WEBSOCKET,
                version,
                Map.of(Tally.CONNECTS, all, Tally.FAILED, all, Tally.by(reporter, Tally.FAILED), all));
    }

    /** Connects that failed, and nobody knows who told so. */
    Reports failedSomewhere(String version, long all) {
        return of(Transport.WEBSOCKET, version, Map.of(Tally.CONNECTS, all, Tally.FAILED, all));
    }

    Reports polls(long all, long failed) {
        return of(Transport.POLLING, "1.0", Map.of(Tally.CONNECTS, all, Tally.FAILED, failed));
    }

    Reports delays(Transport transport, long reports, long ms, long gaps) {
        Map<String, Long> counts = Map.of(Tally.delayed(ms), reports, Tally.GAPS, gaps);
        Map<String, Long> late = Tally.isLate(ms) ? byAll(Tally.delayed(ms), reports) : Map.of();
        return of(transport, "1.0", with(counts, with(late, byAll(Tally.GAPS, gaps))));
    }

    /** Delays and gaps that one reporter tells. */
    Reports delaysOf(int reporter, Transport transport, long reports, long ms, long gaps) {
        Map<String, Long> counts = Map.of(Tally.delayed(ms), reports, Tally.GAPS, gaps);
        Map<String, Long> late = Tally.isLate(ms) ? Map.of(Tally.by(reporter, Tally.delayed(ms)), reports) : Map.of();
        return of(transport, "1.0", with(counts, with(late, Map.of(Tally.by(reporter, Tally.GAPS), gaps))));
    }

    private static Map<String, Long> byAll(String name, long count) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            counts.merge(Tally.by(i % Tally.REPORTERS, name), 1L, Long::sum);
        }
        return counts;
    }

    private static Map<String, Long> with(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    private Reports of(Transport transport, String version, Map<String, Long> counts) {
        tallies.merge(
                new Cohort(transport, version, "wifi"),
                new Tally(counts),
                (one, other) -> Tally.sum(java.util.List.of(one, other)));
        return this;
    }

    Reports and(Reports more) {
        more.tallies.forEach((cohort, tally) -> of(cohort.transport(), cohort.version(), tally.counts()));
        return this;
    }

    Map<Cohort, Tally> all() {
        return tallies;
    }
}
