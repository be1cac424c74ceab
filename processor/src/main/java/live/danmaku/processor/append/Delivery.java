package live.danmaku.processor.append;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One uninterrupted reading of a partition. A rewind or a lost assignment ends it, and what is pending of it is dropped,
 * because it will be delivered again.
 */
public final class Delivery {

    private final AtomicLong done = new AtomicLong();
    private volatile boolean over;
    private volatile long rewindTo = Long.MAX_VALUE;
    private volatile long rewindSince = Long.MAX_VALUE;

    /** Nothing more of this delivery matters. */
    public void end() {
        over = true;
    }

    public boolean isOver() {
        return over;
    }

    void countDone() {
        done.incrementAndGet();
    }

    /** How many of its records are done. */
    public long done() {
        return done.get();
    }

    /**
     * Asks the consumer to end this delivery and to begin another one further back.
     *
     * @param offset the first offset that is missing
     * @param since where to begin when that offset is unknown (-1), in ms since 1970
     */
    void askForRewind(long offset, long since) {
        rewindSince = since;
        rewindTo = offset;
        over = true;
    }

    /** The first offset that is missing, -1 when the whole timeline is; empty when no rewind was asked for. */
    public OptionalLong rewindTo() {
        return rewindTo == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(rewindTo);
    }

    /** When the timeline that is missing as a whole began, in ms since 1970. */
    public long rewindSince() {
        return rewindSince;
    }
}
