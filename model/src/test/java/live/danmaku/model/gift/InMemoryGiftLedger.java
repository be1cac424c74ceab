package live.danmaku.model.gift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;

/** A ledger in memory that can be away; it passes {@link GiftLedgerContract}. Thread-safe by one lock. */
public final class InMemoryGiftLedger implements GiftLedger {

    private final Map<GiftKey, GiftPurchase> rows = new LinkedHashMap<>();
    private boolean away;
    private int rankingsAsked;

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    public synchronized List<GiftPurchase> rows() {
        return List.copyOf(rows.values());
    }

    /** How many rankings were asked for. */
    public synchronized int rankingsAsked() {
        return rankingsAsked;
    }

    @Override
    public synchronized CompletionStage<List<LedgerEntry>> record(List<GiftPurchase> purchases) {
        return answer(() -> purchases.stream().map(this::enter).toList());
    }

    private LedgerEntry enter(GiftPurchase purchase) {
        @Nullable GiftPurchase first = rows.putIfAbsent(purchase.key(), purchase);
        if (first == null) {
            return new LedgerEntry.Recorded();
        }
        return first.isRepeatedBy(purchase) ? new LedgerEntry.Already() : new LedgerEntry.Conflict(first);
    }

    @Override
    public synchronized CompletionStage<Optional<GiftPurchase>> find(GiftKey key) {
        return answer(() -> Optional.ofNullable(rows.get(key)));
    }

    @Override
    public synchronized CompletionStage<List<GiftPurchase>> find(MessageId id, int limit) {
        return answer(() -> rows.values().stream()
                .filter(row -> row.id().equals(id))
                .sorted(Comparator.comparing(row -> row.sender().uid().value()))
                .limit(limit)
                .toList());
    }

    @Override
    public synchronized CompletionStage<List<GiftTotal>> ranking(RoomId room, int limit) {
        rankingsAsked++;
        return answer(() -> {
            Map<UserId, GiftTotal> totals = new LinkedHashMap<>();
            for (GiftPurchase row : rows.values()) {
                if (row.room().equals(room)) {
                    Sender sender = row.sender();
                    totals.merge(
                            sender.uid(),
                            new GiftTotal(sender, row.value()),
                            (one, other) -> new GiftTotal(other.sender(), one.value() + other.value()));
                }
            }
            List<GiftTotal> ranked = new ArrayList<>(totals.values());
            ranked.sort(Comparator.comparingLong(GiftTotal::value)
                    .reversed()
                    .thenComparing(total -> total.sender().uid().value()));
            return List.copyOf(ranked.subList(0, Math.min(limit, ranked.size())));
        });
    }

    private <T> CompletionStage<T> answer(Supplier<T> answer) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the ledger is away"))
                : CompletableFuture.completedFuture(answer.get());
    }
}
