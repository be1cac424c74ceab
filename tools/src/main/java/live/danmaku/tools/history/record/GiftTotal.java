package live.danmaku.tools.history.record;

/** One sender's row of a room's ranking when all was over. */
public record GiftTotal(String room, String uid, long value) implements HistoryLine {}
