package live.danmaku.tools.history.record;

/**
 * A stream was ended.
 *
 * @param state what the room was when that was last asked: {@code ended} when all is well
 * @param askedAt when its end was first asked for
 * @param at when it was {@code ended}, or when waiting for that was given up
 */
public record Ending(String room, String state, long askedAt, long at) implements HistoryLine {}
