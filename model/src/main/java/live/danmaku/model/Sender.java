package live.danmaku.model;

/**
 * Who a message is from, and who is watching a room.
 *
 * @param uid who
 * @param name shown to people: {@link SafeText} of at most {@value #MOST_NAME_CODE_POINTS} code points; the uid where the
 *     given name shows nothing
 */
public record Sender(UserId uid, String name) {

    private static final int MOST_NAME_CODE_POINTS = 64;

    public Sender {
        String clean = SafeText.cleanName(name, MOST_NAME_CODE_POINTS);
        name = clean.isEmpty() ? uid.value() : clean;
    }
}
