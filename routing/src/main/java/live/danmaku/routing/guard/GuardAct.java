package live.danmaku.routing.guard;

/**
 * Something that the guard did.
 *
 * @param at in ms since 1970 by the store's clock
 * @param action {@link #BLACK} or {@link #LOWER}
 * @param subject the version; empty when all are meant
 * @param before the percentage, or whether the version was on the black list
 * @param version of the rules that it made
 */
public record GuardAct(
        long at, String action, String subject, String before, String after, String reason, long version) {

    /** A version was put on the black list. */
    static final String BLACK = "black";

    /** The percentage was lowered. */
    static final String LOWER = "lower";
}
