package live.danmaku.push.pusher.feed;

/** The turns of one thread, one after the other. May be called from everywhere. */
interface Turns {

    /** Runs after what is waiting already. */
    void soon(Runnable task);

    /** Runs after a time. */
    void later(long nanos, Runnable task);

    /** A steady clock. */
    long nanos();
}
