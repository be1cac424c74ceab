package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.TimelineWriter;

/** A timeline whose answers take a long way. */
final class SlowTimeline implements TimelineWriter {

    private final TimelineWriter timeline;
    private final Executor later;

    SlowTimeline(TimelineWriter timeline, Duration way) {
        this.timeline = timeline;
        this.later = CompletableFuture.delayedExecutor(way.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<AppendResult> append(AppendBatch batch) {
        return timeline.append(batch).thenApplyAsync(result -> result, later);
    }

    @Override
    public CompletionStage<Boolean> close(Topic topic) {
        return timeline.close(topic);
    }
}
