package live.danmaku.processor.append;

import java.time.Duration;

/**
 * How long a lane goes on trying when its timeline is closed. A timeline that a fault closed too early is opened again within
 * this time; one that stays closed must not hold up its late records one after the other. Owned by its lane.
 */
final class ClosedPatience {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private boolean closed;
    private long since;
    private long last;

    /** The timeline took something. */
    void open() {
        closed = false;
    }

    /**
     * The timeline was found closed.
     *
     * @param now in ms
     * @return whether its records are to be put aside now
     */
    boolean isOver(long now) {
        if (!closed || now - last > 2 * PATIENCE.toMillis()) {
            closed = true;
            since = now;
        }
        last = now;
        return now - since >= PATIENCE.toMillis();
    }
}
