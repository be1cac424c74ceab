package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Endings;

/** Endings as keys {@code danmaku:ending:<room>} that go by themselves. Thread-safe. */
public final class RedisEndings implements Endings {

    private static final byte[] ENDED = {'1'};

    private final RedisLink redis;

    public RedisEndings(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Void> announce(Collection<RoomId> rooms) {
        return CompletableFuture.allOf(rooms.stream()
                .map(room -> redis.commands()
                        .psetex(key(room), KEPT.toMillis(), ENDED)
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<Boolean> isAnnounced(RoomId room) {
        return redis.commands().exists(key(room)).thenApply(found -> found > 0);
    }

    private static byte[] key(RoomId room) {
        return ("danmaku:ending:" + room.value()).getBytes(UTF_8);
    }
}
