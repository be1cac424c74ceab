package live.danmaku.processor.append;

/** Where records go that can never be appended. */
@FunctionalInterface
public interface Parking {

    /**
     * Puts a record where people will see it, counts it, and then sets it done. Never blocks; repeats until it is kept.
     *
     * @param reason one word, such as {@code unreadable}, {@code stale} or {@code closed}
     */
    void park(PendingRecord record, String reason);
}
