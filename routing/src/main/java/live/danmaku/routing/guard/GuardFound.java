package live.danmaku.routing.guard;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.routing.telemetry.CohortRow;
import org.jspecify.annotations.Nullable;

/**
 * What the guard found last; all routers see the same.
 *
 * @param at when it looked, in ms since 1970 by the store's clock; 0 for never
 * @param bad whether it found something that is
 * @param verdict for people
 * @param longs what the long connections reported that it judged; null for never
 * @param polling the same of polling
 * @param acts what it did, the newest first
 */
record GuardFound(
        long at,
        boolean bad,
        String verdict,
        @Nullable CohortRow longs,
        @Nullable CohortRow polling,
        List<GuardAct> acts) {

    static final GuardFound NOTHING = new GuardFound(0, false, "nothing was judged yet", null, null, List.of());

    private static final int MOST_ACTS = 20;

    GuardFound {
        acts = List.copyOf(acts);
    }

    /** With something done since. */
    GuardFound and(GuardAct act) {
        List<GuardAct> all = new ArrayList<>();
        all.add(act);
        all.addAll(acts.subList(0, Math.min(acts.size(), MOST_ACTS - 1)));
        return new GuardFound(at, bad, verdict, longs, polling, all);
    }

    /** When the percentage was lowered last; 0 for never. */
    long loweredAt() {
        return acts.stream()
                .filter(act -> act.action().equals(GuardAct.LOWER))
                .mapToLong(GuardAct::at)
                .max()
                .orElse(0);
    }

    boolean hasActedSince(long moment) {
        return acts.stream().anyMatch(act -> act.at() > moment);
    }

    boolean hasTakenOff(String version, long since) {
        return acts.stream()
                .anyMatch(act ->
                        act.action().equals(GuardAct.BLACK) && act.subject().equals(version) && act.at() >= since);
    }
}
