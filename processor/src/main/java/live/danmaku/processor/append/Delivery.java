package live.danmaku.processor.append;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One uninterrupted reading of a partition. A rewind or a lost assignment ends it, and what is pending of it is dropped,
 * because it will be delivered again.
 */
public final class Delivery {

    private static final long NO_REPAIR = Long.MIN_VALUE;

    private final AtomicLong done = new AtomicLong();
    private final long repairsUntil;
    private volatile boolean over;

    /** A reading of what no store has had yet, as far as is known. */
    public Delivery() {
        this(NO_REPAIR);
    }

    /** @param repairsUntil what was recorded before, in ms since 1970, may have been in a store that has lost it */
    public Delivery(long repairsUntil) {
        this.repairsUntil = repairsUntil;
    }

    /** Nothing more of this delivery matters. */
    public void end() {
        over = true;
    }

    public boolean isOver() {
        return over;
    }

    /** In ms since 1970; before all times when nothing was lost. */
    public long repairsUntil() {
        return repairsUntil;
    }

    void countDone() {
        done.incrementAndGet();
    }

    /** How many of its records are done. */
    public long done() {
        return done.get();
    }
}
