package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.timeline.LossLog;

/** The stream {@code danmaku:losses}, with the field {@code since}. Thread-safe. */
public final class RedisLosses implements LossLog {

    private static final byte[] STREAM = "danmaku:losses".getBytes(UTF_8);
    private static final byte[] SINCE = "since".getBytes(UTF_8);
    private static final int KEPT = 1_000;

    private final RedisLink redis;

    public RedisLosses(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Loss> tell(long since) {
        byte[] text = Long.toString(since).getBytes(UTF_8);
        return redis.commands()
                .xadd(STREAM, new XAddArgs().maxlen(KEPT).approximateTrimming(), Map.of(SINCE, text))
                .thenApply(id -> new Loss(id, since));
    }

    @Override
    public CompletionStage<List<Loss>> after(String id) {
        Range<String> later = Range.from(Range.Boundary.excluding(id), Range.Boundary.unbounded());
        return redis.commands()
                .xrange(STREAM, later)
                .thenApply(entries -> entries.stream().map(RedisLosses::loss).toList());
    }

    private static Loss loss(StreamMessage<byte[], byte[]> entry) {
        byte[] since = entry.getBody().values().iterator().next();
        return new Loss(entry.getId(), Replies.number(since));
    }
}
