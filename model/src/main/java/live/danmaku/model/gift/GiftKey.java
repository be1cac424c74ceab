package live.danmaku.model.gift;

import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;

/**
 * The key by which a gift exists once. Clients choose ids, so another sender's gift with the same id is another gift.
 */
public record GiftKey(MessageId id, UserId sender) {}
