package live.danmaku.tools.history.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was shown.
 *
 * @param sum of its bytes; null where bytes are not compared
 * @param what of a {@code member} message {@code <event> <uid>}, of a gift {@code <uid> <value>}; else null, and where
 *     {@code sum} is
 * @param at its time in the stream, in ms; 0 where {@code sum} is null
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Seen(
        String id,
        String type,
        @Nullable String sum,
        @Nullable String what,
        long at) {

    public Seen(String id, String type) {
        this(id, type, null, null, 0);
    }
}
