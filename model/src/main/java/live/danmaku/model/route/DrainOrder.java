package live.danmaku.model.route;

/**
 * Ops want a node to be left by its clients. It stands until it is taken back, or the node has been gone for a minute.
 *
 * @param until when all are to have been asked, in ms since 1970 by the store's clock; another order has another time
 * @param leftMs how long that was away when the store answered, in ms; 0 when it is past
 */
public record DrainOrder(long until, long leftMs) {}
