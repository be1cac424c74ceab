package live.danmaku.model.ops;

/**
 * A change that a person made.
 *
 * @param version grows with every change, over all of them
 * @param at in ms since 1970
 * @param who the uid of the token
 * @param what was changed, such as {@code gear room:r1 comment}
 * @param before its value then, as JSON
 * @param after its value since, as JSON
 * @param why the reason given; may be empty
 */
public record AuditEntry(long version, long at, String who, String what, String before, String after, String why) {}
