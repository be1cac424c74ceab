package live.danmaku.model.gift;

/**
 * A row of the price table.
 *
 * @param id what clients name it by
 * @param name shown to people
 * @param value of one piece, in the platform's smallest coin
 */
public record Gift(String id, String name, long value) {}
