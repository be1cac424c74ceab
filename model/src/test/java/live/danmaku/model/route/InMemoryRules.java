package live.danmaku.model.route;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.InMemoryAudit;
import org.jspecify.annotations.Nullable;

/** Rules in memory that can be away. Thread-safe by one lock. */
public final class InMemoryRules implements RuleStore {

    private final InMemoryAudit audit = new InMemoryAudit();
    private final NavigableMap<Long, RoutingRules> versions = new TreeMap<>(Map.of(0L, RoutingRules.INITIAL));
    private boolean away;

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized CompletionStage<Reading> read(long known) {
        RoutingRules last = versions.lastEntry().getValue();
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the rules are away"))
                : CompletableFuture.completedFuture(
                        new Reading(System.currentTimeMillis(), last.version() == known ? null : last));
    }

    @Override
    public synchronized CompletionStage<Optional<Long>> change(RuleChange change, String who, String why) {
        RoutingRules last = versions.lastEntry().getValue();
        long version = audit.record(new AuditEntry(0, 0, who, "routing", "null", "null", why))
                .toCompletableFuture()
                .join();
        @Nullable RoutingRules next = next(last, change, version, who, why);
        if (next == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        versions.put(version, next);
        return CompletableFuture.completedFuture(Optional.of(version));
    }

    private @Nullable RoutingRules next(RoutingRules last, RuleChange change, long version, String who, String why) {
        Map<ListPlace, ListEntry> entries = new HashMap<>(last.entries());
        if (change instanceof RuleChange.SetGrey set) {
            return new RoutingRules(version, set.grey(), entries);
        }
        if (change instanceof RuleChange.Lower lower) {
            return last.grey().hundredths() <= lower.hundredths()
                    ? null
                    : new RoutingRules(version, last.grey().at(lower.hundredths()), entries);
        }
        if (change instanceof RuleChange.PutEntry put) {
            long until = put.forMs() == 0 ? 0 : System.currentTimeMillis() + put.forMs();
            entries.put(put.place(), new ListEntry(put.place(), until, version, who, why));
            return new RoutingRules(version, last.grey(), entries);
        }
        if (change instanceof RuleChange.DropEntry drop) {
            return entries.remove(drop.place()) == null ? null : new RoutingRules(version, last.grey(), entries);
        }
        long to = ((RuleChange.Undo) change).version();
        if (to < 0 || to > last.version()) {
            return null;
        }
        RoutingRules past = versions.floorEntry(to).getValue();
        Map<ListPlace, ListEntry> restored = new HashMap<>();
        past.entries().forEach((place, entry) -> {
            @Nullable ListEntry now = last.entries().get(place);
            restored.put(
                    place,
                    now != null && now.until() == entry.until()
                            ? now
                            : new ListEntry(place, entry.until(), version, who, why));
        });
        return new RoutingRules(version, past.grey(), restored);
    }
}
