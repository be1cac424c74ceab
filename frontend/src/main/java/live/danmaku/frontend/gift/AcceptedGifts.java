package live.danmaku.frontend.gift;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftNotes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that a gift was accepted, so that its outcome can be asked for before the ledger knows it. Only a convenience:
 * when it cannot be noted in time, the gift is accepted all the same.
 */
public final class AcceptedGifts {

    private static final Logger log = LoggerFactory.getLogger(AcceptedGifts.class);

    /** What a sender is made to wait for it at most. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final GiftNotes notes;

    public AcceptedGifts(GiftNotes notes) {
        this.notes = notes;
    }

    /** To be called when Kafka has the gift and before its sender is told. Never fails. */
    public CompletionStage<Void> note(MessageId id, UserId sender) {
        CompletableFuture<Void> noted =
                notes.pending(id, sender).thenAccept(nothing -> {}).toCompletableFuture();
        return noted.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).handle((nothing, failure) -> {
            if (failure != null) {
                log.debug("gift {} is accepted and not noted", id, failure);
            }
            return nothing;
        });
    }
}
