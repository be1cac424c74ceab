package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.merge.Fold;
import live.danmaku.model.merge.FoldResult;
import live.danmaku.model.merge.MergeStore;
import live.danmaku.model.merge.Outbox;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.TimelineLimits;

/**
 * What messages add up to, beside their topic's timeline: a hash per type and key, a sorted set of what is to be shown and
 * one of what is due; {@link TopicKeys} names them. Folding and looking again are {@code merge.lua} with the rules of the
 * type. Thread-safe.
 */
public final class RedisMerges implements MergeStore {

    /** The types that are merged; each has its rules, {@code merge-<type>.lua}. */
    static final Set<MessageType> MERGED = Set.of(MessageType.GIFT, MessageType.LIKE, MessageType.STATUS);

    private static final int NAMES_A_STEP = 20;

    private final RedisLink redis;
    private final Map<MessageType, MergeScript> scripts = new EnumMap<>(MessageType.class);

    public RedisMerges(RedisLink redis, TimelineLimits limits) {
        this.redis = redis;
        MERGED.forEach(type -> scripts.put(type, new MergeScript(type, limits)));
    }

    @Override
    public CompletionStage<FoldResult> fold(AppendBatch batch, List<Fold> folds) {
        return script(batch.type()).fold(redis.commands(), batch, folds);
    }

    @Override
    public CompletionStage<Outbox> wake(Topic topic, MessageType type) {
        return redis.commands()
                .zrange(new TopicKeys(topic).mergedDue(type), 0, NAMES_A_STEP - 1)
                .thenCompose(due -> script(type)
                        .wake(
                                redis.commands(),
                                topic,
                                type,
                                due.stream()
                                        .map(name -> new String(name, UTF_8))
                                        .toList()));
    }

    @Override
    public CompletionStage<Void> confirm(Topic topic, MessageType type, List<Emission> emissions) {
        if (emissions.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        byte[][] members = emissions.stream().map(Emission::token).toArray(byte[][]::new);
        return redis.commands()
                .zrem(new TopicKeys(topic).mergedToShow(type), members)
                .thenAccept(removed -> {});
    }

    private MergeScript script(MessageType type) {
        MergeScript script = scripts.get(type);
        if (script == null) {
            throw new IllegalArgumentException("messages of type %s (expected: one of %s)".formatted(type, MERGED));
        }
        return script;
    }
}
