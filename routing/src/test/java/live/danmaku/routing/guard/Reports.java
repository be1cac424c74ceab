package live.danmaku.routing.guard;

import java.util.HashMap;
import java.util.Map;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.Transport;

/** What clients of some versions reported, put together by a test. */
final class Reports {

    private final Map<Cohort, Tally> tallies = new HashMap<>();

    Reports connects(String version, long all, long failed) {
        return of(Transport.WEBSOCKET, version, Map.of(Tally.CONNECTS, all, Tally.FAILED, failed));
    }

    Reports polls(long all, long failed) {
        return of(Transport.POLLING, "1.0", Map.of(Tally.CONNECTS, all, Tally.FAILED, failed));
    }

    Reports delays(Transport transport, long reports, long ms, long gaps) {
        return of(transport, "1.0", Map.of(Tally.delayed(ms), reports, Tally.GAPS, gaps));
    }

    private Reports of(Transport transport, String version, Map<String, Long> counts) {
        tallies.merge(
                new Cohort(transport, version, "wifi"),
                new Tally(counts),
                (one, other) -> Tally.sum(java.util.List.of(one, other)));
        return this;
    }

    Map<Cohort, Tally> all() {
        return tallies;
    }
}
