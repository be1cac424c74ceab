package live.danmaku.processor.append;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One uninterrupted reading of a partition. A rewind or a lost assignment ends it, and what is pending of it is dropped,
 * because it will be delivered again.
 */
public final class Delivery {

    private final AtomicLong done = new AtomicLong();
    private volatile boolean over;

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
}
