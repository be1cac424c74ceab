package live.danmaku.model.gift;

import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;

/**
 * Somebody gives something in a room, at the price the server had for it.
 *
 * @param id the gift message's id; of one sender, it stands for one purchase in the whole system
 * @param gift what, as the price table names it: 1 to 64 printable ASCII characters
 * @param count how many pieces, at least 1
 * @param value of all pieces together, in the platform's smallest coin
 * @param sentAt in ms since 1970
 */
public record GiftPurchase(MessageId id, RoomId room, Sender sender, String gift, int count, long value, long sentAt) {

    private static final int MOST_GIFT_CHARACTERS = 64;

    /** @throws IllegalArgumentException when a value is out of its range; the text says the value and what is expected */
    public GiftPurchase {
        if (gift.isEmpty()
                || gift.length() > MOST_GIFT_CHARACTERS
                || gift.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "gift: '%s' (expected: 1 to %d printable ASCII characters)".formatted(gift, MOST_GIFT_CHARACTERS));
        }
        if (count < 1) {
            throw new IllegalArgumentException("gift count: %d (expected: at least 1)".formatted(count));
        }
        if (value < 0) {
            throw new IllegalArgumentException("gift value: %d (expected: at least 0)".formatted(value));
        }
    }

    /** What it is known by. */
    public GiftKey key() {
        return new GiftKey(id, sender.uid());
    }

    /**
     * Whether the other is a repeat of this one: the same sender gives the same in the same room. Price and time may
     * differ, as they do when the price table changed before a client repeated its call; the first ones stand.
     */
    public boolean isRepeatedBy(GiftPurchase other) {
        return key().equals(other.key()) && room.equals(other.room) && gift.equals(other.gift) && count == other.count;
    }
}
