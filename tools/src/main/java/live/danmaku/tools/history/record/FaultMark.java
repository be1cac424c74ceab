package live.danmaku.tools.history.record;

/**
 * A fault began, or its effect is over.
 *
 * @param fault what kind of fault: {@code kill}, {@code add}, {@code gears}, …
 * @param note for people
 */
public record FaultMark(String fault, Edge edge, String note, long at) implements HistoryLine {

    public enum Edge {
        START,
        STOP
    }
}
