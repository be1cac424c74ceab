package live.danmaku.processor.gift;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftNotes;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.LedgerEntry;
import live.danmaku.processor.append.Admission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters gifts in the ledger before anybody sees them: a gift that is seen is paid. One whose id stands for another
 * purchase is refused, and its sender can read why. Everything here may be repeated. Thread-safe.
 */
public final class GiftAdmission implements Admission {

    private static final Logger log = LoggerFactory.getLogger(GiftAdmission.class);

    private final GiftLedger ledger;
    private final GiftNotes notes;
    private final GiftMetrics metrics;

    public GiftAdmission(GiftLedger ledger, GiftNotes notes, MeterRegistry registry) {
        this.ledger = ledger;
        this.notes = notes;
        this.metrics = new GiftMetrics(registry);
    }

    @Override
    public CompletionStage<List<Verdict>> admit(List<AcceptedMessage> messages) {
        Verdict[] verdicts = new Verdict[messages.size()];
        List<Integer> places = new ArrayList<>();
        List<GiftPurchase> purchases = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            @Nullable GiftPurchase purchase = read(messages.get(i));
            verdicts[i] = purchase == null ? Verdict.UNREADABLE : Verdict.ADMITTED;
            if (purchase != null) {
                places.add(i);
                purchases.add(purchase);
            }
        }
        if (purchases.isEmpty()) {
            return CompletableFuture.completedFuture(List.of(verdicts));
        }
        return ledger.record(purchases)
                .whenComplete((entries, failure) -> {
                    if (failure != null) {
                        metrics.failed();
                    }
                })
                .thenCompose(entries -> {
                    List<CompletableFuture<Void>> told = new ArrayList<>();
                    for (int i = 0; i < entries.size(); i++) {
                        LedgerEntry entry = entries.get(i);
                        if (entry instanceof LedgerEntry.Recorded) {
                            metrics.recorded();
                        } else if (entry instanceof LedgerEntry.Conflict conflict) {
                            verdicts[places.get(i)] = Verdict.REFUSED;
                            told.add(refuse(purchases.get(i), conflict.first()));
                        }
                    }
                    return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
                })
                .thenApply(told -> List.of(verdicts));
    }

    private static @Nullable GiftPurchase read(AcceptedMessage message) {
        try {
            return GiftPayload.read(message);
        } catch (IllegalArgumentException e) {
            log.warn("{}: {}", message.topic(), e.getMessage());
            return null;
        }
    }

    private CompletableFuture<Void> refuse(GiftPurchase purchase, GiftPurchase first) {
        boolean sameSender = purchase.sender().uid().equals(first.sender().uid());
        return notes.refused(purchase.id(), purchase.sender().uid(), reason(first, sameSender))
                .thenRun(() -> metrics.rejected(sameSender))
                .toCompletableFuture();
    }

    /** Says nothing of what others bought. */
    private static String reason(GiftPurchase first, boolean sameSender) {
        return sameSender
                ? "id '%s' stands for %d × %s in room %s, which is done (expected: a new id for another gift)"
                        .formatted(first.id(), first.count(), first.gift(), first.room())
                : "id '%s' is taken by another sender's gift (expected: a new id)".formatted(first.id());
    }
}
