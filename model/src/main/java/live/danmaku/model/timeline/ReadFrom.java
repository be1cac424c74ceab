package live.danmaku.model.timeline;

/** Where a page begins. */
public sealed interface ReadFrom {

    /** The messages after a cursor, oldest first. */
    record After(Cursor cursor) implements ReadFrom {}

    /** The newest messages there are. */
    record Newest() implements ReadFrom {}

    /** The oldest messages kept. */
    record Start() implements ReadFrom {}
}
