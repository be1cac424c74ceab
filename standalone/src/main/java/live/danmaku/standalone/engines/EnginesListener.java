package live.danmaku.standalone.engines;

/** Hears what the engines' process does; called by the thread that starts it, and later by a thread of its own. */
public interface EnginesListener {

    /** {@code engine} ({@code redis}, {@code kafka}, {@code mysql}) is being started. */
    default void starting(String engine) {}

    /** {@code engine} answers at {@code address}. */
    default void ready(String engine, String address) {}

    /** The process has ended although nobody closed it, or an engine in it; everything in it is going or gone. */
    default void endedUnexpectedly(String reason) {}
}
