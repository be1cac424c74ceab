package live.danmaku.model.gift;

import live.danmaku.model.Sender;

/**
 * What one sender gave in one room.
 *
 * @param sender by the name that came with a recent gift
 * @param value of all gifts together, in the platform's smallest coin
 */
public record GiftTotal(Sender sender, long value) {}
