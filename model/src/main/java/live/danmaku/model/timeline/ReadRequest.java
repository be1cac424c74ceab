package live.danmaku.model.timeline;

import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One page of one topic.
 *
 * @param types the wanted types; the cursor of the answer covers these only by leaving the others out, so it may be used
 *     with other types later on
 * @param limit how many messages at most, 1 to {@value #MAX_LIMIT}
 * @param viewer who reads, as far as that is proven: messages for this user's eyes only are among the answer's comments.
 *     Null reads what everybody sees
 */
public record ReadRequest(
        Topic topic,
        ReadFrom from,
        Set<MessageType> types,
        int limit,
        @Nullable UserId viewer) {

    public static final int MAX_LIMIT = 500;

    /** @throws IllegalArgumentException when there is no type or the limit is out of range */
    public ReadRequest {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("types: none (expected: at least one)");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: %d (expected: 1-%d)".formatted(limit, MAX_LIMIT));
        }
    }

    /** What everybody sees. */
    public ReadRequest(Topic topic, ReadFrom from, Set<MessageType> types, int limit) {
        this(topic, from, types, limit, null);
    }

    /** The same page as one user sees it. */
    public ReadRequest as(UserId reader) {
        return new ReadRequest(topic, from, types, limit, reader);
    }
}
