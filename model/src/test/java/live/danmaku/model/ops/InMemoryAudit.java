package live.danmaku.model.ops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An audit in memory that can be away. Thread-safe by one lock. */
public final class InMemoryAudit implements AuditLog {

    private final List<AuditEntry> entries = new ArrayList<>();
    private boolean away;

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized CompletionStage<Long> record(AuditEntry entry) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("the audit is away"));
        }
        long version = entries.size() + 1;
        entries.add(new AuditEntry(
                version, entry.at(), entry.who(), entry.what(), entry.before(), entry.after(), entry.why()));
        return CompletableFuture.completedFuture(version);
    }

    @Override
    public synchronized CompletionStage<List<AuditEntry>> list(long below, int limit) {
        return CompletableFuture.completedFuture(entries.stream()
                .filter(entry -> entry.version() < below)
                .sorted(Comparator.comparing(AuditEntry::version).reversed())
                .limit(limit)
                .toList());
    }
}
