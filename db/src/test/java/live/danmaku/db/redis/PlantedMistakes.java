package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ZAddArgs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineWriter;

/** Writers that look right and are not. A check that passes them proves nothing. */
public final class PlantedMistakes {

    private PlantedMistakes() {}

    /** Place = the bare millisecond: messages of the same one share it, and a cursor in between passes some. */
    public static TimelineWriter placeIsBareMilliseconds(RedisLink redis) {
        return withScript(redis, "clock = math.max(clock + 1, place_of_now)", "clock = math.max(clock, place_of_now)");
    }

    /** Dedupe by offset: what an overtaking batch left behind is taken for a repeat. */
    public static TimelineWriter dedupeByOffset(RedisLink redis) {
        return withScript(redis, "if in_batch[name] or seen[i] then", "if offset <= done then");
    }

    /** A number taken in one step and inserted in another: readers in between pass it. */
    public static TimelineWriter numberFirstInsertLater(RedisLink redis) {
        return new TimelineWriter() {
            @Override
            public CompletionStage<AppendResult> append(AppendBatch batch) {
                TopicKeys keys = new TopicKeys(batch.topic());
                // A reader that sees an epoch expects a clock.
                CompletionStage<?> all = redis.commands()
                        .hsetnx(keys.meta(), "clock".getBytes(UTF_8), "0".getBytes(UTF_8))
                        .thenCompose(first ->
                                redis.commands().hset(keys.meta(), "epoch".getBytes(UTF_8), "e1".getBytes(UTF_8)));
                for (TimelineEntry entry : batch.entries()) {
                    all = all.thenCompose(before -> redis.commands().hincrby(keys.meta(), "clock".getBytes(UTF_8), 1))
                            .thenCompose(place -> redis.commands()
                                    .zadd(keys.messages(entry.type()), ZAddArgs.Builder.nx(), place, entry.payload()));
                }
                return all.thenApply(done -> new AppendResult.Appended(
                        new Epoch("e1"),
                        0,
                        0,
                        Collections.nCopies(batch.entries().size(), AppendResult.Outcome.APPENDED)));
            }

            @Override
            public CompletionStage<Boolean> close(Topic topic) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    static RedisTimeline withScript(RedisLink redis, String right, String wrong) {
        try (InputStream in = LuaScript.class.getResourceAsStream("append.lua")) {
            String script = new String(in.readAllBytes(), UTF_8);
            if (!script.contains(right)) {
                throw new IllegalStateException("append.lua has no line '%s' to plant a mistake in".formatted(right));
            }
            return new RedisTimeline(redis, LuaScript.of(script.replace(right, wrong)), TimelineLimits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
