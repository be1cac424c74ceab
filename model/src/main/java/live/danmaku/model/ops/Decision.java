package live.danmaku.model.ops;

import java.util.Map;

/**
 * Something the system decided by itself. Of a kind and about a subject there is one in a millisecond.
 *
 * @param at in ms since 1970
 * @param kind what sort of decision, such as {@code gear}; at most 32 characters
 * @param subject what it is about, such as {@code room:r1 comment}; at most 200 characters, as the two values are
 * @param before what was, such as {@code 1}
 * @param after what is, such as {@code 3}
 * @param reason why, for people; at most 1,000 characters
 * @param inputs what was measured, by name
 */
public record Decision(
        long at, String kind, String subject, String before, String after, String reason, Map<String, Long> inputs) {

    public Decision {
        inputs = Map.copyOf(inputs);
    }
}
