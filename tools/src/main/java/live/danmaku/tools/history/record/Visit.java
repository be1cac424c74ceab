package live.danmaku.tools.history.record;

/**
 * A viewer's stay in a room; no viewer comes twice.
 *
 * @param entered whether it was ever answered that it is there
 * @param silenceMs how long it could not say that it is still there, at most
 * @param from when it first asked to be let in
 * @param to when it left, or was last there
 */
public record Visit(String room, String uid, boolean entered, long silenceMs, long from, long to)
        implements HistoryLine {}
