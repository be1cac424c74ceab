package live.danmaku.model.ops;

import java.util.Map;

/**
 * Something the system decided by itself.
 *
 * @param at in ms since 1970
 * @param kind what sort of decision, such as {@code gear}
 * @param subject what it is about, such as {@code room:r1 comment}
 * @param before what was, such as {@code 1}
 * @param after what is, such as {@code 3}
 * @param reason why, for people
 * @param inputs what was measured, by name
 */
public record Decision(
        long at, String kind, String subject, String before, String after, String reason, Map<String, Long> inputs) {

    public Decision {
        inputs = Map.copyOf(inputs);
    }
}
