package live.danmaku.playback.answer;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import live.danmaku.playback.slice.FinishedStream;
import live.danmaku.playback.slice.FinishedStreams;
import live.danmaku.playback.slice.ReplaySettings;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Answers questions about finished streams. An answer is made once while it is kept, by whoever asks first, and others
 * wait for it; what is kept is bounded by its bytes. Its headers let clients and CDNs keep it, and its tag is known
 * without making it. Thread-safe.
 */
public final class StreamAnswers {

    /** Compressing less than this takes less than a ms or two. */
    private static final int LONG = 64 * 1_024;

    private final FinishedStreams streams;
    private final HeavyAnswers heavy;
    private final CacheControl caching;
    private final Timer latency;
    private final AsyncCache<Key, WrittenAnswer> written;

    /** @param question anything that is equal where the answer is */
    private record Key(FinishedStream stream, MediaType type, Object question) {}

    public StreamAnswers(FinishedStreams streams, HeavyAnswers heavy, ReplaySettings settings, MeterRegistry registry) {
        this.streams = streams;
        this.heavy = heavy;
        this.caching = caching(settings);
        this.written = Caffeine.newBuilder()
                .maximumWeight(settings.answers().toBytes())
                .weigher((Key key, WrittenAnswer answer) -> answer.size())
                .buildAsync();
        this.latency = Timer.builder("danmaku.replay")
                .description("From a question about a finished stream to its answer's bytes")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(5))
                .register(registry);
    }

    /** What clients and CDNs are told of how long they may keep an answer. */
    public static CacheControl caching(ReplaySettings settings) {
        return CacheControl.maxAge(settings.maxAge()).cachePublic();
    }

    /**
     * Answers a request.
     *
     * @param question tells apart the questions about a stream, by {@link Object#equals}
     * @param make makes the answer; must not block
     */
    public CompletionStage<ResponseEntity<byte[]>> answer(
            ServerHttpRequest request,
            String room,
            MediaType type,
            Object question,
            Function<FinishedStream, CompletionStage<byte[]>> make) {
        long begin = System.nanoTime();
        return streams.require(room).thenCompose(stream -> {
            if (request.getHeaders().getIfNoneMatch().contains(stream.etag())) {
                return CompletableFuture.completedFuture(
                        head(HttpStatus.NOT_MODIFIED, stream).<byte[]>build());
            }
            Key key = new Key(stream, type, question);
            return written.get(
                            key,
                            (same, executor) -> make.apply(stream)
                                    .thenApply(WrittenAnswer::new)
                                    .toCompletableFuture())
                    .thenCompose(answer -> compressed(request, answer))
                    .thenApply(answer -> {
                        ResponseEntity<byte[]> response = response(request, stream, type, answer);
                        latency.record(Duration.ofNanos(System.nanoTime() - begin));
                        return response;
                    });
        });
    }

    /**
     * Answers a request that costs much, see {@link HeavyAnswers}.
     *
     * @param question tells apart the questions about a stream, by {@link Object#equals}
     * @param make makes the answer, what takes long of it by the executor; must not block
     */
    public CompletionStage<ResponseEntity<byte[]>> heavyAnswer(
            ServerHttpRequest request,
            String room,
            MediaType type,
            Object question,
            BiFunction<FinishedStream, Executor, CompletionStage<byte[]>> make) {
        return answer(
                request,
                room,
                type,
                question,
                stream -> heavy.make(heavy.clientOf(request), threads -> make.apply(stream, threads)));
    }

    /** Long answers are compressed elsewhere: I/O threads have others to serve. */
    private CompletionStage<WrittenAnswer> compressed(ServerHttpRequest request, WrittenAnswer answer) {
        return answer.size() < LONG || answer.isCompressed() || !takesGzip(request)
                ? CompletableFuture.completedFuture(answer)
                : CompletableFuture.supplyAsync(
                        () -> {
                            answer.gzip();
                            return answer;
                        },
                        heavy.threads());
    }

    private ResponseEntity<byte[]> response(
            ServerHttpRequest request, FinishedStream stream, MediaType type, WrittenAnswer answer) {
        ResponseEntity.BodyBuilder head = head(HttpStatus.OK, stream).contentType(type);
        return answer.isLong() && takesGzip(request)
                ? head.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(answer.gzip())
                : head.body(answer.plain());
    }

    private ResponseEntity.BodyBuilder head(HttpStatus status, FinishedStream stream) {
        return ResponseEntity.status(status)
                .eTag(stream.etag())
                .cacheControl(caching)
                .varyBy(HttpHeaders.ACCEPT_ENCODING);
    }

    private static boolean takesGzip(ServerHttpRequest request) {
        String accepted = request.getHeaders().getFirst(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }
}
