package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.ClosedTimelines;

/** Closed timelines by the field {@code closed} of {@link TopicKeys#meta()}. Thread-safe. */
public final class RedisClosedTimelines implements ClosedTimelines {

    private static final byte[] CLOSED = "closed".getBytes(UTF_8);

    private final RedisLink redis;

    public RedisClosedTimelines(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Boolean> isClosed(Topic topic) {
        return redis.commands().hexists(new TopicKeys(topic).meta(), CLOSED);
    }
}
