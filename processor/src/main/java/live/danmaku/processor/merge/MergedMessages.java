package live.danmaku.processor.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.merge.MergeStore;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Appended;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what merged messages became: appends it, then confirms it. Two that do so at once show it once. Thread-safe. */
final class MergedMessages {

    private static final Logger log = LoggerFactory.getLogger(MergedMessages.class);

    private final MergeStore merges;
    private final TimelineWriter timeline;

    MergedMessages(MergeStore merges, TimelineWriter timeline) {
        this.merges = merges;
        this.timeline = timeline;
    }

    /**
     * Appends these in their order.
     *
     * @param known as in {@link AppendBatch}
     * @return what the last append answered; empty when there was nothing to show. After a rewind nothing more is appended,
     *     and what was not is still to be shown
     */
    CompletionStage<Optional<AppendResult>> show(
            Topic topic, MessageType type, List<Emission> emissions, Cursor known) {
        CompletionStage<Optional<AppendResult>> shown = CompletableFuture.completedFuture(Optional.empty());
        for (List<Emission> bucket : byBucket(emissions)) {
            AppendBatch batch = new AppendBatch(
                    topic,
                    bucket.get(0).streamStart(),
                    AppendBatch.NO_PARTITION,
                    -1,
                    known,
                    bucket.get(0).recordedAt(),
                    bucket.stream()
                            .map(emission -> MergedMessage.of(type, emission))
                            .toList());
            shown = shown.thenCompose(before ->
                    before.filter(AppendResult.Rewind.class::isInstance).isPresent()
                            ? CompletableFuture.completedFuture(before)
                            : timeline.append(batch).thenCompose(result -> confirm(batch, bucket, result)));
        }
        return shown;
    }

    /** A batch's ids are looked for in one dedupe bucket, and a repeat must find them there. */
    private static List<List<Emission>> byBucket(List<Emission> emissions) {
        List<List<Emission>> groups = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (Emission emission : emissions) {
            long bucket = TimelineLimits.bucketOf(emission.recordedAt());
            if (bucket != last) {
                groups.add(new ArrayList<>());
                last = bucket;
            }
            groups.get(groups.size() - 1).add(emission);
        }
        return groups;
    }

    private CompletionStage<Optional<AppendResult>> confirm(
            AppendBatch batch, List<Emission> shown, AppendResult result) {
        if (!(result instanceof Appended appended)) {
            return CompletableFuture.completedFuture(Optional.of(result));
        }
        if (appended.outcomes().contains(Outcome.STALE) || appended.outcomes().contains(Outcome.CLOSED)) {
            log.warn("{}: merged {} messages came too late to be shown: {}", batch.topic(), batch.type(), appended);
        }
        return merges.confirm(batch.topic(), batch.type(), shown).thenApply(confirmed -> Optional.of(result));
    }
}
