package live.danmaku.processor.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import live.danmaku.model.MessageId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.merge.FoldResult;
import live.danmaku.model.merge.FoldResult.Folded;
import live.danmaku.model.merge.MergeAgenda;
import live.danmaku.model.merge.MergeStore;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineWriter;
import org.jspecify.annotations.Nullable;

/**
 * Appends gifts, likes and status updates as merged messages, and everything else as it is. A batch is answered when what
 * is to be shown of it now is in the timeline, and when the agenda knows of what is to be shown later: from then on nothing
 * in this process matters to it. A batch that fails halfway is repeated, and goes on where it stopped. Thread-safe.
 */
public final class MergingTimeline implements TimelineWriter {

    private final TimelineWriter timeline;
    private final MergeStore merges;
    private final MergeAgenda agenda;
    private final MergedMessages messages;

    public MergingTimeline(TimelineWriter timeline, MergeStore merges, MergeAgenda agenda) {
        this.timeline = timeline;
        this.merges = merges;
        this.agenda = agenda;
        this.messages = new MergedMessages(merges, timeline);
    }

    @Override
    public CompletionStage<AppendResult> append(AppendBatch batch) {
        if (!FoldPayload.isMerged(batch.type())) {
            return timeline.append(batch);
        }
        return merges.fold(
                        batch, batch.entries().stream().map(FoldPayload::read).toList())
                .thenCompose(result -> {
                    if (result instanceof FoldResult.Rewind rewind) {
                        return CompletableFuture.completedFuture(new AppendResult.Rewind(rewind.lastOffset()));
                    }
                    return show(batch, (Folded) result);
                });
    }

    private CompletionStage<AppendResult> show(AppendBatch batch, Folded folded) {
        List<Emission> emissions = folded.outbox().emissions();
        return messages.show(batch.topic(), batch.type(), emissions, batch.known())
                .thenCompose(shown -> {
                    if (shown.isPresent() && shown.get() instanceof AppendResult.Rewind) {
                        // What was folded is still to be shown, and is when the records are folded once more.
                        return CompletableFuture.completedFuture(new AppendResult.Rewind(-1));
                    }
                    return noteWhatIsLeft(batch, folded)
                            .thenApply(noted -> appended(folded, shown, outcomes(batch, folded)));
                });
    }

    private static AppendResult appended(Folded folded, Optional<AppendResult> shown, List<Outcome> outcomes) {
        return shown.isPresent() && shown.get() instanceof AppendResult.Appended last
                ? new AppendResult.Appended(last.epoch(), folded.clock(), last.clock(), outcomes)
                : new AppendResult.Appended(folded.epoch(), folded.clock(), folded.clock(), outcomes);
    }

    private CompletionStage<Void> noteWhatIsLeft(AppendBatch batch, Folded folded) {
        return folded.outbox().next() == null
                ? CompletableFuture.completedFuture(null)
                : agenda.note(batch.topic(), batch.type(), folded.outbox().next());
    }

    private record Shown(MessageId id, @Nullable UserId sender) {}

    /** A message is there already if what is shown now is that sender's and has its id. */
    private static List<Outcome> outcomes(AppendBatch batch, Folded folded) {
        Set<Shown> shown = folded.outbox().emissions().stream()
                .map(emission -> new Shown(emission.last(), MergedMessage.sender(emission)))
                .collect(Collectors.toSet());
        List<Outcome> outcomes = new ArrayList<>(folded.outcomes());
        for (int i = 0; i < outcomes.size(); i++) {
            TimelineEntry entry = batch.entries().get(i);
            if (outcomes.get(i) == Outcome.MERGED && shown.contains(new Shown(entry.id(), entry.sender()))) {
                outcomes.set(i, Outcome.APPENDED);
            }
        }
        return List.copyOf(outcomes);
    }

    @Override
    public CompletionStage<Boolean> close(Topic topic) {
        return timeline.close(topic);
    }
}
