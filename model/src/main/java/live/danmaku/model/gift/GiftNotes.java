package live.danmaku.model.gift;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;

/**
 * What is told of gifts besides the {@link GiftLedger}: that one is on its way, and why one was refused. A convenience
 * that may be lost or forgotten after some time; what was bought is in the ledger alone. Notes are kept per id
 * <em>and</em> sender, as gifts are. Never blocks; stages fail when the store cannot be reached.
 */
public interface GiftNotes {

    /** Notes that a gift is on its way, unless something is noted already. Kept for an hour. */
    CompletionStage<Void> pending(MessageId id, UserId sender);

    /** Notes that a gift was refused. Kept for a day. */
    CompletionStage<Void> refused(MessageId id, UserId sender, String reason);

    /** What is noted of an id, by sender. */
    CompletionStage<Map<UserId, GiftNote>> find(MessageId id);
}
