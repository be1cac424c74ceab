package live.danmaku.model.timeline;

import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;

/**
 * Appends to timelines: the only place where the order of messages is decided. Many writers may append to one topic at
 * the same time.
 *
 * <p>Guarantees, for every implementation:
 *
 * <ul>
 *   <li><b>Atomic</b>: giving a message its place and making it visible are one step, so the order of places is the order
 *       of visibility and a reader's cursor never passes a message that is still on its way.
 *   <li><b>One order</b>: places of one epoch strictly increase over all types of a topic, whatever the clocks do.
 *   <li><b>Once</b>: an id is appended once per topic, for at least 20 minutes by id and, beyond, for as long as the same
 *       bytes are kept.
 *   <li><b>Deleted stays deleted</b>: when the stage of a batch with a notice of deletion completes, the deleted message is
 *       gone, and its id counts as appended for as long as the timeline lives, whichever of the two comes first.
 *   <li><b>Told</b>: after an append that added something, {@link HintSource} carries (previous clock, new clock).
 * </ul>
 *
 * <p>A stage that fails means <em>unknown</em>: the caller repeats the same batch until it is answered.
 */
public interface TimelineWriter {

    /** Commits the batch. Never blocks. */
    CompletionStage<AppendResult> append(AppendBatch batch);

    /**
     * Ends a timeline: what is appended later and was not there before is {@link AppendResult.Outcome#CLOSED}. Reading goes
     * on. Never blocks.
     *
     * @return false when the timeline is still open, because merged messages are still to come; ask again
     */
    CompletionStage<Boolean> close(Topic topic);
}
