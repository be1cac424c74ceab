package live.danmaku.processor.handover;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The held records of one flow in one partition: a queue per route they were sent on, the older routes first. A record
 * waits for older routes, never for newer ones, so two partitions cannot wait for one another. Owned by the {@link
 * HandoverGate}.
 */
final class HeldLane {

    private final NavigableMap<Long, Deque<Held>> byRoute = new TreeMap<>();

    /** Whether a record sent on this route has to stand behind another one. */
    boolean isBefore(long since) {
        return !byRoute.headMap(since, true).isEmpty();
    }

    void add(Held held) {
        byRoute.computeIfAbsent(held.pending().routedSince(), since -> new ArrayDeque<>())
                .add(held);
    }

    boolean isEmpty() {
        return byRoute.isEmpty();
    }

    /** The routes that have records here. */
    Set<Long> routes() {
        return byRoute.keySet();
    }

    /** Takes out, in order, all that may go. */
    void release(Exit exit) {
        Iterator<Deque<Held>> queues = byRoute.values().iterator();
        while (queues.hasNext()) {
            Deque<Held> queue = queues.next();
            while (!queue.isEmpty() && exit.isOpenFor(queue.element())) {
                exit.leave(queue.remove());
            }
            if (!queue.isEmpty()) {
                return;
            }
            queues.remove();
        }
    }

    /** What lets records out. */
    interface Exit {

        boolean isOpenFor(Held held);

        void leave(Held held);
    }
}
