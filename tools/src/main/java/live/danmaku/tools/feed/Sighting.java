package live.danmaku.tools.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of one run as one reader saw them: the ids in the room's order, doubles included, and when each was seen
 * first. Other messages in the room are ignored. For one thread at a time.
 */
final class Sighting {

    private final String run;
    private final List<String> order = new ArrayList<>();
    private final Map<String, Long> firstSeenAt = new HashMap<>();

    /** @param run what this run's ids begin with */
    Sighting(String run) {
        this.run = run;
    }

    /** @param nanoTime of {@link System#nanoTime()} */
    void see(String id, long nanoTime) {
        if (id.startsWith(run)) {
            order.add(id);
            firstSeenAt.putIfAbsent(id, nanoTime);
        }
    }

    List<String> order() {
        return order;
    }

    Map<String, Long> firstSeenAt() {
        return firstSeenAt;
    }

    int duplicates() {
        return order.size() - firstSeenAt.size();
    }
}
