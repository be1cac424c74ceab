package live.danmaku.model.gift;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;

/**
 * Purchases, for good: one entry a {@link GiftKey gift id and sender}, however often the sender repeats it, at the same
 * time or years later. Never blocks; stages fail when the store cannot be reached.
 */
public interface GiftLedger {

    /** How many purchases one call takes. */
    int MOST_AT_ONCE = 100;

    /**
     * Enters purchases. All that are new are entered, and counted in their rooms' rankings, in one step: all or none. A
     * stage that fails means <em>unknown</em>; the caller repeats the call, which is harmless.
     *
     * @param purchases at most {@value #MOST_AT_ONCE}; a key may come several times, and the first of them counts
     * @return one for each purchase, in their order
     */
    CompletionStage<List<LedgerEntry>> record(List<GiftPurchase> purchases);

    /** The purchase a sender's id stands for, once it is entered. */
    CompletionStage<Optional<GiftPurchase>> find(GiftKey key);

    /** What an id stands for, whoever sent it: by uid, at most {@code limit}. */
    CompletionStage<List<GiftPurchase>> find(MessageId id, int limit);

    /** Who gave most in a room: the greatest value first, equal ones by uid. Exactly the sum of what is entered. */
    CompletionStage<List<GiftTotal>> ranking(RoomId room, int limit);
}
