package live.danmaku.processor.append;

import java.util.Locale;

/** Where records go that can never be appended. */
@FunctionalInterface
public interface Parking {

    /**
     * Puts a record where people will see it, counts it, and then sets it done. Never blocks; repeats until it is kept.
     *
     * @param reason why it can never be appended
     */
    void park(PendingRecord record, Reason reason);

    /** Why a record can never be appended. */
    enum Reason {
        /** It is no message. */
        UNREADABLE,
        /** Nobody can tell any more whether it was appended before. */
        STALE,
        /** Its room's timeline was closed. */
        CLOSED;

        /** The name in metrics and headers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
