package live.danmaku.model.merge;

/**
 * What a message adds to the messages of its topic and type that it is merged with.
 *
 * @param key what is merged: messages of one key become one; empty for a message that is shown as it is
 * @param count how many pieces it adds
 * @param value what they are worth
 * @param sentAt when it was sent, in ms since 1970
 */
public record Fold(String key, long count, long value, long sentAt) {

    /** A message that is merged with nothing. */
    public static final Fold NONE = new Fold("", 0, 0, 0);
}
