package live.danmaku.client;

import java.util.LinkedHashSet;
import java.util.Set;

/** The newest ids, each with its sender, already delivered, so that none is delivered twice. For one thread. */
final class SeenIds {

    private final int most;
    private final Set<String> ids = new LinkedHashSet<>();

    SeenIds(int most) {
        this.most = most;
    }

    /** Remembers an id; false when it was there already. When full, the oldest is forgotten. */
    boolean add(String id) {
        if (!ids.add(id)) {
            return false;
        }
        if (ids.size() > most) {
            ids.remove(ids.iterator().next());
        }
        return true;
    }
}
