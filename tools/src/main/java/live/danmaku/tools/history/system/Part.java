package live.danmaku.tools.history.system;

/**
 * A process of a run's system that can be harmed by itself. Its operations are called by one thread at a time; they do
 * nothing to a process that has ended.
 */
public interface Part {

    /** Unique in a run: {@code front-1}, {@code redis}, {@code broker-2}, … */
    String name();

    /** Ends it at once, as {@code kill -9} does; blocks until it is gone. */
    void kill() throws InterruptedException;

    /** Starts it again after {@link #kill}, with the data and the addresses that it had; blocks until it answers. */
    void startAgain() throws InterruptedException;

    /** Freezes it: connections stay, no answer comes, until {@link #resume}. */
    void pause();

    void resume();
}
