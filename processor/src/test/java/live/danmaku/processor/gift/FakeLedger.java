package live.danmaku.processor.gift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.GiftTotal;
import live.danmaku.model.gift.LedgerEntry;
import org.jspecify.annotations.Nullable;

/** A ledger in memory that can be away. */
public final class FakeLedger implements GiftLedger {

    private final Map<MessageId, GiftPurchase> rows = new LinkedHashMap<>();
    private boolean away;

    void setAway(boolean away) {
        this.away = away;
    }

    List<GiftPurchase> rows() {
        return List.copyOf(rows.values());
    }

    @Override
    public CompletionStage<List<LedgerEntry>> record(List<GiftPurchase> purchases) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("MySQL is away"));
        }
        List<LedgerEntry> entries = new ArrayList<>();
        for (GiftPurchase purchase : purchases) {
            @Nullable GiftPurchase first = rows.putIfAbsent(purchase.id(), purchase);
            if (first == null) {
                entries.add(new LedgerEntry.Recorded());
            } else {
                entries.add(first.isRepeatedBy(purchase) ? new LedgerEntry.Already() : new LedgerEntry.Conflict(first));
            }
        }
        return CompletableFuture.completedFuture(entries);
    }

    @Override
    public CompletionStage<Optional<GiftPurchase>> find(MessageId id) {
        return CompletableFuture.completedFuture(Optional.ofNullable(rows.get(id)));
    }

    @Override
    public CompletionStage<List<GiftTotal>> ranking(RoomId room, int limit) {
        throw new UnsupportedOperationException("no processor asks for it");
    }
}
