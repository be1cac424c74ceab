package live.danmaku.model.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Uses in memory. Thread-safe by one lock. */
public final class InMemoryTicketUses implements TicketUses {

    private final Map<String, Long> until = new HashMap<>();

    @Override
    public synchronized CompletionStage<Boolean> use(String ticketId, Duration remembered) {
        long now = System.nanoTime();
        until.values().removeIf(end -> end - now <= 0);
        return CompletableFuture.completedFuture(until.putIfAbsent(ticketId, now + remembered.toNanos()) == null);
    }
}
