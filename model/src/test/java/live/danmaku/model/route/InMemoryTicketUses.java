package live.danmaku.model.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Uses in memory. Thread-safe by one lock. */
public final class InMemoryTicketUses implements TicketUses {

    private final Map<String, Use> uses = new HashMap<>();

    private record Use(String by, long until) {}

    @Override
    public synchronized CompletionStage<Boolean> use(String ticketId, String by, Duration remembered) {
        long now = System.nanoTime();
        uses.values().removeIf(use -> use.until() - now <= 0);
        uses.putIfAbsent(ticketId, new Use(by, now + remembered.toNanos()));
        Use first = uses.get(ticketId);
        return CompletableFuture.completedFuture(first == null || first.by().equals(by));
    }
}
