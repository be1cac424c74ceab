package live.danmaku.frontend.poll;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;

/**
 * Asks the timeline one question once at a time: who asks it meanwhile gets the same answer. That answer may be of a moment
 * before the later ones asked; a cursor cannot tell, since what it does not cover comes with the next poll. Thread-safe.
 */
final class SharedReads implements TimelineReader {

    private final TimelineReader timeline;
    private final Counter shared;
    private final Map<ReadRequest, CompletableFuture<ReadResult>> underWay = new ConcurrentHashMap<>();

    SharedReads(TimelineReader timeline, MeterRegistry registry) {
        this.timeline = timeline;
        this.shared = Counter.builder("danmaku.poll.shared.reads")
                .description("Polls that shared another's reading of the timeline")
                .register(registry);
    }

    @Override
    public CompletionStage<ReadResult> read(ReadRequest request) {
        CompletableFuture<ReadResult> mine = new CompletableFuture<>();
        CompletableFuture<ReadResult> others = underWay.putIfAbsent(request, mine);
        if (others != null) {
            shared.increment();
            return others;
        }
        try {
            timeline.read(request).whenComplete((result, failure) -> {
                underWay.remove(request);
                if (failure == null) {
                    mine.complete(result);
                } else {
                    mine.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            underWay.remove(request);
            mine.completeExceptionally(e);
        }
        return mine;
    }
}
