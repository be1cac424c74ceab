package live.danmaku.processor.gift;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.Topic;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftNotes;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.LedgerEntry;
import live.danmaku.model.timeline.ClosedTimelines;
import live.danmaku.processor.append.Admission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters gifts in the ledger before anybody sees them: a gift that is seen is paid. One whose id stands for another
 * purchase of its sender's is refused, and its sender can read why; so is one that is not in the ledger yet and comes
 * when its room's timeline has been closed for a while, for nobody would ever see it. Everything here may be
 * repeated. Thread-safe.
 */
public final class GiftAdmission implements Admission {

    private static final Logger log = LoggerFactory.getLogger(GiftAdmission.class);

    /** A timeline that was closed too early, by a fault, is opened again within this time. */
    private static final Duration CLOSED_FOR_GOOD = Duration.ofSeconds(15);

    private static final int MOST_CLOSED = 10_000;

    private final GiftLedger ledger;
    private final GiftNotes notes;
    private final ClosedTimelines timelines;
    private final LongSupplier nanoTime;
    private final GiftMetrics metrics;

    /** When timelines were first seen closed, by {@link #nanoTime}. */
    private final Map<Topic, Long> closedSince = new ConcurrentHashMap<>();

    public GiftAdmission(GiftLedger ledger, GiftNotes notes, ClosedTimelines timelines, MeterRegistry registry) {
        this(ledger, notes, timelines, System::nanoTime, registry);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    GiftAdmission(
            GiftLedger ledger,
            GiftNotes notes,
            ClosedTimelines timelines,
            LongSupplier nanoTime,
            MeterRegistry registry) {
        this.ledger = ledger;
        this.notes = notes;
        this.timelines = timelines;
        this.nanoTime = nanoTime;
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
        Topic topic = messages.get(0).topic();
        // Not known is as good as open: front ends accept nothing for a room that is closed, but for a rare fault.
        return timelines
                .isClosed(topic)
                .exceptionally(failure -> false)
                .thenCompose(isClosed -> isClosed ? judgeLate(topic, purchases) : record(topic, purchases))
                .thenApply(judged -> {
                    for (int i = 0; i < purchases.size(); i++) {
                        verdicts[places.get(i)] = judged.get(i);
                    }
                    return List.of(verdicts);
                });
    }

    private CompletionStage<List<Verdict>> record(Topic topic, List<GiftPurchase> purchases) {
        closedSince.remove(topic);
        return ledger.record(purchases)
                .whenComplete((entries, failure) -> {
                    if (failure != null) {
                        metrics.failed();
                    }
                })
                .thenCompose(entries -> {
                    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
                    for (int i = 0; i < entries.size(); i++) {
                        LedgerEntry entry = entries.get(i);
                        if (entry instanceof LedgerEntry.Recorded) {
                            metrics.recorded();
                        }
                        verdicts.add(
                                entry instanceof LedgerEntry.Conflict conflict
                                        ? refuse(purchases.get(i), conflict.first())
                                        : admitted());
                    }
                    return all(verdicts);
                });
    }

    /**
     * What is in the ledger already goes on, since the timeline may have it; nothing else is entered.
     *
     * @return fails while the timeline may be opened again
     */
    private CompletionStage<List<Verdict>> judgeLate(Topic topic, List<GiftPurchase> purchases) {
        boolean forGood = isClosedForGood(topic);
        return all(purchases.stream()
                .map(purchase -> ledger.find(purchase.key())
                        .thenCompose(first -> first.isPresent()
                                ? judge(purchase, first.get())
                                : forGood ? refuseLate(purchase) : CompletableFuture.failedFuture(mayBeOpened(topic)))
                        .toCompletableFuture())
                .toList());
    }

    private boolean isClosedForGood(Topic topic) {
        if (closedSince.size() > MOST_CLOSED) {
            closedSince.clear();
        }
        long now = nanoTime.getAsLong();
        return now - closedSince.computeIfAbsent(topic, first -> now) >= CLOSED_FOR_GOOD.toNanos();
    }

    private static IllegalStateException mayBeOpened(Topic topic) {
        return new IllegalStateException(
                "%s is closed (expected: open, or closed for %s)".formatted(topic, CLOSED_FOR_GOOD));
    }

    private CompletableFuture<Verdict> judge(GiftPurchase purchase, GiftPurchase first) {
        return first.isRepeatedBy(purchase) ? admitted() : refuse(purchase, first);
    }

    private static CompletableFuture<Verdict> admitted() {
        return CompletableFuture.completedFuture(Verdict.ADMITTED);
    }

    private static CompletionStage<List<Verdict>> all(List<CompletableFuture<Verdict>> verdicts) {
        return CompletableFuture.allOf(verdicts.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> verdicts.stream().map(CompletableFuture::join).toList());
    }

    private static @Nullable GiftPurchase read(AcceptedMessage message) {
        try {
            return GiftPayload.read(message);
        } catch (IllegalArgumentException e) {
            log.warn("{}: {}", message.topic(), e.getMessage());
            return null;
        }
    }

    private CompletableFuture<Verdict> refuse(GiftPurchase purchase, GiftPurchase first) {
        return notes.refused(purchase.id(), purchase.sender().uid(), reason(first))
                .thenApply(told -> {
                    metrics.rejectedAsAnother();
                    return Verdict.REFUSED;
                })
                .toCompletableFuture();
    }

    private CompletableFuture<Verdict> refuseLate(GiftPurchase purchase) {
        String reason =
                "the stream of room %s had ended before the gift came; it was not paid".formatted(purchase.room());
        return notes.refused(purchase.id(), purchase.sender().uid(), reason)
                .thenApply(told -> {
                    metrics.rejectedAsClosed();
                    return Verdict.REFUSED;
                })
                .toCompletableFuture();
    }

    private static String reason(GiftPurchase first) {
        return "id '%s' stands for %d × %s in room %s, which is done (expected: a new id for another gift)"
                .formatted(first.id(), first.count(), first.gift(), first.room());
    }
}
