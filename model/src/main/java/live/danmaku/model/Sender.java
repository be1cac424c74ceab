package live.danmaku.model;

/**
 * Who a message is from, and who is watching a room.
 *
 * @param uid who
 * @param name shown to people; any text
 */
public record Sender(UserId uid, String name) {}
