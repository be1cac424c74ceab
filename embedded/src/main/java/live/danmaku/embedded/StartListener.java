package live.danmaku.embedded;

/** Hears how the start of several engines goes on; called by the threads that start them. */
public interface StartListener {

    /** Does not listen. */
    StartListener NONE = new StartListener() {};

    default void starting(EngineKind kind) {}

    default void ready(Engine engine) {}

    default void failed(EngineKind kind, RuntimeException reason) {}
}
