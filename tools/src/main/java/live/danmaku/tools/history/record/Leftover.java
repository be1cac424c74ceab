package live.danmaku.tools.history.record;

/**
 * A key of an ended room in Redis, when all such keys should be gone.
 *
 * @param ttlMs when it goes by itself; -1: never
 */
public record Leftover(String room, String key, long ttlMs) implements HistoryLine {}
