package live.danmaku.model.gift;

import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;

/**
 * What makes a gift exist once. Clients choose ids, so an id alone is nobody's: another sender's gift with the same id is
 * another gift.
 */
public record GiftKey(MessageId id, UserId sender) {}
