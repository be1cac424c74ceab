package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.TimelineLimits;

/** A timeline as versions left it that noted ids without their senders. */
final class OldNotes {

    private static final byte[] NAMES_SINCE = "by-sender".getBytes(UTF_8);

    private final TopicKeys keys;
    private final RedisCommands<byte[], byte[]> redis =
            SharedRedis.LINK.commands().getStatefulConnection().sync();

    OldNotes(Topic topic) {
        this.keys = new TopicKeys(topic);
    }

    /** Notes what is said now by this alone, and takes away what a newer version noted of itself. */
    void note(String id) {
        redis.sadd(keys.ids(TimelineLimits.bucketOf(System.currentTimeMillis())), id.getBytes(UTF_8));
        redis.hdel(keys.meta(), NAMES_SINCE);
    }

    String namesSince() {
        return new String(redis.hget(keys.meta(), NAMES_SINCE), UTF_8);
    }

    /** Makes the upgrade have been so long ago. */
    void moveBack(Duration ago) {
        long since = System.currentTimeMillis() - ago.toMillis();
        redis.hset(keys.meta(), NAMES_SINCE, Long.toString(since).getBytes(UTF_8));
    }
}
