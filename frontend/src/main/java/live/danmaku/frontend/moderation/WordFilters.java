package live.danmaku.frontend.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.WordRule;
import org.jspecify.annotations.Nullable;

/**
 * Rooms' compiled words: compiled once for every version of a room's moderation at most, and once for all rooms whose
 * lists are equal. What is kept is bounded by its memory. Thread-safe.
 */
final class WordFilters {

    /** Of all lists together. */
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    /** Of a digest, the objects of a list and its entry. */
    private static final int BYTES_BESIDE_A_LIST = 500;

    private static final int MOST_ROOMS = 100_000;

    private final Cache<String, WordFilter> byList = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((String list, WordFilter filter) -> BYTES_BESIDE_A_LIST + filter.bytes())
            .build();
    private final Cache<RoomId, Known> byRoom =
            Caffeine.newBuilder().maximumSize(MOST_ROOMS).build();

    /** @param list as {@link WordListDigest} names it */
    private record Known(long version, String list) {}

    WordFilter of(RoomId room, Moderation rules) {
        @Nullable Known known = byRoom.getIfPresent(room);
        if (known == null || known.version() != rules.version()) {
            known = new Known(rules.version(), WordListDigest.of(rules.words()));
            byRoom.put(room, known);
        }
        List<WordRule> words = rules.words();
        return byList.get(known.list(), list -> new WordFilter(words));
    }
}
