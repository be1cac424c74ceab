package live.danmaku.routing.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import live.danmaku.model.telemetry.Cohort;

/**
 * Keeps the names of cohorts few: the first so many are known, further ones are {@link Cohort#OTHER} until a known one was
 * not said for some time. Belongs to whoever calls it.
 */
final class KnownNames {

    private final int most;
    private final Duration remembered;
    private final Clock clock;
    private final Map<String, Long> lastSaid = new HashMap<>();

    KnownNames(int most, Duration remembered, Clock clock) {
        this.most = most;
        this.remembered = remembered;
        this.clock = clock;
    }

    /** The name that one counts under. */
    String of(String said) {
        if (said.isEmpty()) {
            return said;
        }
        long now = clock.millis();
        if (!lastSaid.containsKey(said) && lastSaid.size() >= most) {
            lastSaid.values().removeIf(at -> at + remembered.toMillis() < now);
            if (lastSaid.size() >= most) {
                return Cohort.OTHER;
            }
        }
        lastSaid.put(said, now);
        return said;
    }
}
