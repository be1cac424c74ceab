package live.danmaku.tools.history.record;

/**
 * A fault began, or is over, or its effect is.
 *
 * @param fault what kind of fault: {@code kill redis}, {@code lose old-file}, {@code gears}, …
 * @param note for people
 * @param essential whether nothing can take the place of what is harmed
 */
public record FaultMark(String fault, Edge edge, String note, boolean essential, long at) implements HistoryLine {

    public enum Edge {
        START,
        /** What was harmed is there again; the fault's effects may go on. Left out where that is the same as the end. */
        BACK,
        STOP
    }
}
