package live.danmaku.playback.slice;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.ArchiveReader;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.ArchivedStream;
import live.danmaku.model.archive.Outline;
import live.danmaku.model.archive.SliceKey;
import live.danmaku.model.archive.SliceStore;

/**
 * Slices and outlines from memory, else from the playback Redis, else from MySQL. Whoever asks for what is being read waits
 * for that reading, so a slice is read once by this process; an empty one, which its outline tells, is not read at all. What
 * is kept is bounded by its bytes, what waits for MySQL by the store. Never blocks; thread-safe.
 */
public final class StreamSlices {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);

    private final ArchiveReader archive;
    private final SliceStore shared;
    private final SliceMetrics metrics;
    private final long length;

    /** Of an {@link ArchivedStream} the outline, of a {@link SliceKey} the slice. */
    private final AsyncCache<Object, Object> memory;

    public StreamSlices(ArchiveReader archive, SliceStore shared, ReplaySettings settings, MeterRegistry registry) {
        this.archive = archive;
        this.shared = shared;
        this.metrics = new SliceMetrics(registry);
        this.length = settings.slice().toMillis();
        this.memory = Caffeine.newBuilder()
                .maximumWeight(settings.memory().toBytes())
                .weigher((Object key, Object value) ->
                        value instanceof Slice slice ? slice.size() : ((Outline) value).size())
                .buildAsync();
    }

    /** How much stream time a slice holds, in ms. */
    public long length() {
        return length;
    }

    /** When the stream's messages were sent. */
    public CompletionStage<Outline> outline(ArchivedStream stream) {
        return memory.get(stream, (key, executor) -> loadOutline(stream).thenApply(outline -> (Object) outline))
                .thenApply(Outline.class::cast);
    }

    private CompletableFuture<Outline> loadOutline(ArchivedStream stream) {
        return orAbsent(shared.outline(stream))
                .thenCompose(found -> found.map(CompletableFuture::completedFuture)
                        .orElseGet(() -> archive.outline(stream.room())
                                .thenApply(read -> {
                                    Outline outline = read.orElseThrow();
                                    shared.putOutline(stream, outline);
                                    return outline;
                                })
                                .toCompletableFuture()));
    }

    /** The slice that holds a moment of a stream. */
    CompletionStage<Slice> at(ArchivedStream stream, Outline outline, long at) {
        SliceKey key = SliceKey.at(stream, length, at);
        int expected = outline.count(ALL, key.from(), key.to());
        if (expected == 0) {
            return CompletableFuture.completedFuture(Slice.EMPTY);
        }
        return memory.get(key, (same, executor) -> load(key, expected).thenApply(slice -> (Object) slice))
                .thenApply(Slice.class::cast);
    }

    private CompletableFuture<Slice> load(SliceKey key, int expected) {
        return orAbsent(shared.find(key, expected)).thenCompose(found -> {
            if (found.isPresent()) {
                metrics.redis.increment();
                return CompletableFuture.completedFuture(new Slice(found.get()));
            }
            return archive.between(key.room(), key.from(), key.to())
                    .thenApply(messages -> {
                        metrics.mysql.increment();
                        return keep(key, expected, messages);
                    })
                    .toCompletableFuture();
        });
    }

    private Slice keep(SliceKey key, int expected, List<ArchivedMessage> messages) {
        // Otherwise a message was deleted since the outline was read.
        if (messages.size() == expected) {
            shared.put(key, messages);
        }
        return new Slice(messages);
    }

    /** The playback Redis is a help, not a need. */
    private <T> CompletableFuture<Optional<T>> orAbsent(CompletionStage<Optional<T>> asked) {
        return asked.exceptionally(failure -> {
                    metrics.redisFailures.increment();
                    return Optional.empty();
                })
                .toCompletableFuture();
    }
}
