package live.danmaku.tools.history.record;

/**
 * What {@code GET /v1/gifts/{id}} said when all was over.
 *
 * @param status of the answer; 404: nobody knows the gift
 * @param state {@code pending}, {@code done} or {@code rejected}; empty without a 200
 */
public record GiftOutcome(String id, int status, String state) implements HistoryLine {}
