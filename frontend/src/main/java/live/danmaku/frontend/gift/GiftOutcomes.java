package live.danmaku.frontend.gift;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftNote;
import live.danmaku.model.gift.GiftNotes;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;

/**
 * What became of gifts: {@code done} if it is in the ledger, {@code rejected} or {@code pending} as it was noted. An
 * outcome is that of one sender's use of an id. Senders see their own; services and ops see everybody's.
 */
public final class GiftOutcomes {

    private final GiftLedger ledger;
    private final GiftNotes notes;

    public GiftOutcomes(GiftLedger ledger, GiftNotes notes) {
        this.ledger = ledger;
        this.notes = notes;
    }

    /**
     * @param sender whose gift, for services and ops; null for the caller's own, or for them whosever the id is
     * @return fails with an {@link ApiException} 404 when it is not known, or another sender's
     */
    CompletionStage<GiftOutcome> of(MessageId id, Caller caller, @Nullable UserId sender) {
        boolean mayAll = caller.hasAny(Role.SERVICE, Role.OPS);
        if (sender != null && !sender.equals(caller.uid())) {
            caller.requireAny("asking for gifts of others", Role.SERVICE, Role.OPS);
        }
        // The notes first: what is noted as pending may be in the ledger by the time that is asked.
        CompletionStage<Map<UserId, GiftNote>> noted = notes.find(id);
        return noted.handle((all, failure) -> ledger.find(id))
                .thenCompose(row -> row)
                // Who is in the ledger needs no notes; of all others nothing can be said without them.
                .thenCompose(row -> noted.exceptionallyCompose(failure -> row.isPresent()
                                ? CompletableFuture.completedFuture(Map.of())
                                : CompletableFuture.failedFuture(failure))
                        .thenApply(all -> judge(id, caller, sender, mayAll, row, all)));
    }

    private static GiftOutcome judge(
            MessageId id,
            Caller caller,
            @Nullable UserId sender,
            boolean mayAll,
            Optional<GiftPurchase> row,
            Map<UserId, GiftNote> noted) {
        if (sender == null && mayAll) {
            return row.map(GiftOutcome::done)
                    .or(() -> noted.values().stream()
                            .map(note -> noted(id, note))
                            .min((one, other) -> one.state().compareTo(other.state())))
                    .orElseThrow(() -> unknown(id));
        }
        UserId whose = sender == null ? caller.uid() : sender;
        @Nullable GiftNote note = noted.get(whose);
        // Before the ledger: who used an id a second time must not take the first gift for the second.
        if (note instanceof GiftNote.Refused refused) {
            return GiftOutcome.rejected(id, refused.reason());
        }
        Optional<GiftPurchase> mine =
                row.filter(purchase -> purchase.sender().uid().equals(whose));
        if (mine.isPresent()) {
            return GiftOutcome.done(mine.get());
        }
        if (note != null) {
            return noted(id, note);
        }
        throw unknown(id); // also when it is somebody else's, whose ids are not told
    }

    private static GiftOutcome noted(MessageId id, GiftNote note) {
        return note instanceof GiftNote.Refused refused
                ? GiftOutcome.rejected(id, refused.reason())
                : GiftOutcome.pending(id);
    }

    private static ApiException unknown(MessageId id) {
        return ApiException.notFound("no gift '%s' (expected: the id of a gift that was accepted)".formatted(id));
    }
}
