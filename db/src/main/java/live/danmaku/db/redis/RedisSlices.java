package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.ArchivedStream;
import live.danmaku.model.archive.Outline;
import live.danmaku.model.archive.SliceKey;
import live.danmaku.model.archive.SliceStore;
import live.danmaku.model.timeline.StoredMessage;

/**
 * Slices as sorted sets like those of live timelines, place → message, {@code {replay:<room>}:<version>:<length>:<number>}, and outlines
 * as the strings {@code {replay:<room>}:<version>:outline}. They go by themselves when nobody has read them for some time.
 *
 * <p>A slice is filled under another name, some messages at a time, and gets its own when it is whole, so that neither a
 * reader sees a part of it nor anybody else on this Redis waits for a large one. Thread-safe.
 */
public final class RedisSlices implements SliceStore, AutoCloseable {

    /** What one command writes or reads, so that it takes a fraction of a millisecond. */
    private static final int MESSAGES_A_COMMAND = 250;

    private static final long SECONDS_TO_FILL = 60;

    private final RedisLink redis;
    private final long keepSeconds;

    /**
     * Connects in the background, with connections of its own.
     *
     * @param uri such as {@code redis://127.0.0.1:6379}
     * @param timeout after which a command has failed; short, because there is another place to ask
     * @param keep how long a slice stays after it was last read
     */
    public RedisSlices(String uri, Duration timeout, Duration keep) {
        this.redis = RedisLink.patientMaster(uri, timeout);
        this.keepSeconds = Math.max(1, keep.toSeconds());
    }

    @Override
    public CompletionStage<Optional<List<ArchivedMessage>>> find(SliceKey slice, int expected) {
        byte[] key = key(slice);
        RedisAsyncCommands<byte[], byte[]> commands = redis.commands();
        List<CompletableFuture<List<ScoredValue<byte[]>>>> parts = new ArrayList<>();
        for (int from = 0; from < expected; from += MESSAGES_A_COMMAND) {
            parts.add(commands.zrangeWithScores(key, from, from + MESSAGES_A_COMMAND - 1L)
                    .toCompletableFuture());
        }
        CompletableFuture<Boolean> kept = commands.expire(key, keepSeconds).toCompletableFuture();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenCombine(kept, (all, isThere) -> messages(parts, expected));
    }

    private static Optional<List<ArchivedMessage>> messages(
            List<CompletableFuture<List<ScoredValue<byte[]>>>> parts, int expected) {
        List<ArchivedMessage> messages = new ArrayList<>(expected);
        for (CompletableFuture<List<ScoredValue<byte[]>>> part : parts) {
            for (ScoredValue<byte[]> member : part.join()) {
                messages.add(ArchivedMessage.of(new StoredMessage((long) member.getScore(), member.getValue())));
            }
        }
        messages.sort(ArchivedMessage.BY_TIME);
        return messages.size() == expected ? Optional.of(messages) : Optional.empty();
    }

    @Override
    public CompletionStage<Void> put(SliceKey slice, List<ArchivedMessage> messages) {
        if (messages.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        byte[] key = key(slice);
        byte[] unfinished = (new String(key, UTF_8) + ":" + UUID.randomUUID()).getBytes(UTF_8);
        CompletionStage<?> filled = CompletableFuture.completedFuture(null);
        for (int from = 0; from < messages.size(); from += MESSAGES_A_COMMAND) {
            List<ArchivedMessage> part = messages.subList(from, Math.min(messages.size(), from + MESSAGES_A_COMMAND));
            boolean isFirst = from == 0;
            filled = filled.thenCompose(before -> add(unfinished, part, isFirst));
        }
        return filled.thenCompose(all -> redis.commands().expire(unfinished, keepSeconds))
                .thenCompose(set -> redis.commands().rename(unfinished, key))
                .thenAccept(named -> {});
    }

    @SuppressWarnings("unchecked") // an array of a generic type
    private CompletionStage<?> add(byte[] key, List<ArchivedMessage> messages, boolean isFirst) {
        ScoredValue<byte[]>[] members = messages.stream()
                .map(message -> ScoredValue.just((double) message.place(), message.payload()))
                .toArray(ScoredValue[]::new);
        CompletionStage<Long> added = redis.commands().zadd(key, members);
        return isFirst ? added.thenCompose(count -> redis.commands().expire(key, SECONDS_TO_FILL)) : added;
    }

    @Override
    public CompletionStage<Optional<Outline>> outline(ArchivedStream stream) {
        byte[] key = outlineKey(stream);
        CompletionStage<byte[]> text = redis.commands().get(key);
        redis.commands().expire(key, keepSeconds);
        return text.thenApply(bytes -> bytes == null ? Optional.empty() : Optional.of(Outline.decode(bytes)));
    }

    @Override
    public CompletionStage<Void> putOutline(ArchivedStream stream, Outline outline) {
        return redis.commands()
                .setex(outlineKey(stream), keepSeconds, outline.encode())
                .thenAccept(set -> {});
    }

    private static byte[] key(SliceKey slice) {
        return "{replay:%s}:%d:%d:%d"
                .formatted(slice.room(), slice.version(), slice.length(), slice.number())
                .getBytes(UTF_8);
    }

    private static byte[] outlineKey(ArchivedStream stream) {
        return "{replay:%s}:%d:outline"
                .formatted(stream.room(), stream.version())
                .getBytes(UTF_8);
    }

    @Override
    public void close() {
        redis.close();
    }
}
