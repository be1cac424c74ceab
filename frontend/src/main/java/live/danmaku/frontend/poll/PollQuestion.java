package live.danmaku.frontend.poll;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import org.jspecify.annotations.Nullable;

/** The query of a poll. */
public final class PollQuestion {

    private static final Set<MessageType> ALL_TYPES = Set.of(MessageType.values());
    private static final int DEFAULT_LIMIT = 100;

    private PollQuestion() {}

    /**
     * @param query as it came in the URL, without the question mark
     * @throws IllegalArgumentException when it is no poll's; the text says the value and what is expected
     */
    public static ReadRequest parse(RoomId room, String query) {
        Map<String, List<String>> values = new QueryStringDecoder(query, false).parameters();
        return parse(room, first(values, "after"), first(values, "types"), first(values, "limit"));
    }

    /**
     * Whether a query has nothing in it but a poll's parameters: then few are spelled differently and mean the same.
     */
    public static boolean isPlain(String query) {
        for (int at = 0; at < query.length(); ) {
            if (!query.startsWith("after=", at) && !query.startsWith("types=", at) && !query.startsWith("limit=", at)) {
                return false;
            }
            int end = query.indexOf('&', at);
            at = end < 0 ? query.length() : end + 1;
        }
        return true;
    }

    private static @Nullable String first(Map<String, List<String>> values, String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.get(0);
    }

    /**
     * @param after a cursor, {@code start} for the oldest message kept, or null for the newest page
     * @param types names separated by commas, or null for all
     * @param limit a number, or null for {@value #DEFAULT_LIMIT}
     * @throws IllegalArgumentException when one of them is not; the text says the value and what is expected
     */
    static ReadRequest parse(RoomId room, @Nullable String after, @Nullable String types, @Nullable String limit) {
        return new ReadRequest(Topic.room(room), from(after), types(types), limit(limit));
    }

    private static ReadFrom from(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return new ReadFrom.Newest();
        }
        return after.equals("start") ? new ReadFrom.Start() : new ReadFrom.After(Cursor.parse(after));
    }

    private static Set<MessageType> types(@Nullable String types) {
        if (types == null || types.isEmpty()) {
            return ALL_TYPES;
        }
        Set<MessageType> wanted = EnumSet.noneOf(MessageType.class);
        for (String name : types.split(",", -1)) {
            wanted.add(MessageType.of(name));
        }
        return wanted;
    }

    private static int limit(@Nullable String limit) {
        if (limit == null || limit.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("limit: %s (expected: 1-%d)".formatted(limit, ReadRequest.MAX_LIMIT), e);
        }
    }
}
