package live.danmaku.frontend.gift;

import com.fasterxml.jackson.annotation.JsonInclude;
import live.danmaku.model.MessageId;
import live.danmaku.model.gift.GiftPurchase;
import org.jspecify.annotations.Nullable;

/**
 * What became of a gift, as clients see it.
 *
 * @param state {@code pending}, {@code done} or {@code rejected}
 * @param reason why it was rejected
 * @param room where, of a gift that is done; with {@code uid}, {@code gift}, {@code count} and {@code value} it says what
 *     the id stands for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GiftOutcome(
        String id,
        String state,
        @Nullable String reason,
        @Nullable String room,
        @Nullable String uid,
        @Nullable String gift,
        @Nullable Integer count,
        @Nullable Long value) {

    static GiftOutcome pending(MessageId id) {
        return new GiftOutcome(id.value(), "pending", null, null, null, null, null, null);
    }

    static GiftOutcome rejected(MessageId id, String reason) {
        return new GiftOutcome(id.value(), "rejected", reason, null, null, null, null, null);
    }

    static GiftOutcome done(GiftPurchase purchase) {
        return new GiftOutcome(
                purchase.id().value(),
                "done",
                null,
                purchase.room().value(),
                purchase.sender().uid().value(),
                purchase.gift(),
                purchase.count(),
                purchase.value());
    }
}
