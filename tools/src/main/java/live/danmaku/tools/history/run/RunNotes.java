package live.danmaku.tools.history.run;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the parties of a run must know of one another: which messages were accepted and which seen, which tells when a run
 * is over, and which gifts were sent. Thread-safe.
 */
final class RunNotes {

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Queue<String> gifts = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastNews = new AtomicLong(System.nanoTime());

    /** Of a type that is seen once. */
    void accepted(String id) {
        if (accepted.add(id)) {
            lastNews.set(System.nanoTime());
        }
    }

    void seen(String id) {
        if (seen.add(id)) {
            lastNews.set(System.nanoTime());
        }
    }

    /** Its outcome is asked for when all is over. */
    void gave(String id) {
        gifts.add(id);
    }

    List<String> gifts() {
        return List.copyOf(gifts);
    }

    int acceptedCount() {
        return accepted.size();
    }

    /** How many of the accepted ones nobody has seen yet. */
    long unseenCount() {
        return accepted.stream().filter(id -> !seen.contains(id)).count();
    }

    /** How long nothing new has been accepted or seen. */
    long quietNanos() {
        return System.nanoTime() - lastNews.get();
    }
}
