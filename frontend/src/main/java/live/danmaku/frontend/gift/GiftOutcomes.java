package live.danmaku.frontend.gift;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftKey;
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
     * @return fails with an {@link ApiException} 404 when it is not known, or another sender's; 409 when it is not said
     *     whose, and several senders have given something with this id
     */
    CompletionStage<GiftOutcome> of(MessageId id, Caller caller, @Nullable UserId sender) {
        if (sender != null && !sender.equals(caller.uid())) {
            caller.requireAny("asking for gifts of others", Role.SERVICE, Role.OPS);
        }
        boolean whosever = sender == null && caller.hasAny(Role.SERVICE, Role.OPS);
        @Nullable UserId whose = whosever ? null : sender == null ? caller.uid() : sender;
        // The notes first: what is noted as pending may be in the ledger by the time that is asked.
        CompletionStage<Map<UserId, GiftNote>> noted = notes.find(id);
        return noted.handle((all, failure) -> purchases(id, whose))
                .thenCompose(rows -> rows)
                // Who is in the ledger needs no notes; of all others nothing can be said without them.
                .thenCompose(rows -> noted.exceptionallyCompose(failure -> rows.isEmpty()
                                ? CompletableFuture.failedFuture(failure)
                                : CompletableFuture.completedFuture(Map.of()))
                        .thenApply(all -> whose == null ? anybodys(id, rows, all) : own(id, rows, all.get(whose))));
    }

    private CompletionStage<List<GiftPurchase>> purchases(MessageId id, @Nullable UserId whose) {
        return whose == null
                ? ledger.find(id, 2)
                : ledger.find(new GiftKey(id, whose))
                        .thenApply(row -> row.stream().toList());
    }

    private static GiftOutcome anybodys(MessageId id, List<GiftPurchase> rows, Map<UserId, GiftNote> noted) {
        if (rows.size() > 1) {
            throw ApiException.conflict(
                    "gifts of several senders have the id '%s' (expected: the sender's uid as well)".formatted(id));
        }
        return rows.stream()
                .map(GiftOutcome::done)
                .findFirst()
                .or(() -> noted.values().stream()
                        .map(note -> noted(id, note))
                        .min((one, other) -> one.state().compareTo(other.state())))
                .orElseThrow(() -> unknown(id));
    }

    private static GiftOutcome own(MessageId id, List<GiftPurchase> rows, @Nullable GiftNote note) {
        // Before the ledger: who used an id a second time must not take the first gift for the second.
        if (note instanceof GiftNote.Refused refused && (rows.isEmpty() || !isOutdated(refused))) {
            return GiftOutcome.rejected(id, refused.reason());
        }
        if (!rows.isEmpty()) {
            return GiftOutcome.done(rows.get(0));
        }
        if (note != null) {
            return noted(id, note);
        }
        throw unknown(id); // also when it is somebody else's, whose ids are not told
    }

    /** When an id was one gift of all senders', a repeat of what was refused then is entered now; notes live a day. */
    private static boolean isOutdated(GiftNote.Refused refused) {
        return refused.reason().contains("taken by another sender's gift");
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
