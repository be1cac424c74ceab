package live.danmaku.frontend.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Moderation;
import org.jspecify.annotations.Nullable;

/** Each room's compiled words: compiled once for every version of its moderation. Thread-safe. */
final class WordFilters {

    private static final int MOST_ROOMS = 1_000;

    private record Compiled(long version, WordFilter filter) {}

    private final Cache<RoomId, Compiled> byRoom =
            Caffeine.newBuilder().maximumSize(MOST_ROOMS).build();

    WordFilter of(RoomId room, Moderation rules) {
        @Nullable Compiled known = byRoom.getIfPresent(room);
        if (known != null && known.version() == rules.version()) {
            return known.filter();
        }
        WordFilter filter = new WordFilter(rules.words());
        byRoom.put(room, new Compiled(rules.version(), filter));
        return filter;
    }
}
