package live.danmaku.model.merge;

import java.util.List;
import live.danmaku.model.timeline.AppendResult.Outcome;
import live.danmaku.model.timeline.Epoch;

/** What became of a batch that was to be folded. */
public sealed interface FoldResult {

    /**
     * The batch was dealt with, message by message.
     *
     * @param epoch of the timeline; {@link Epoch#NONE} when it holds nothing yet
     * @param clock of the timeline
     * @param outcomes one for each message in the batch's order: {@link Outcome#MERGED}, {@link Outcome#DUPLICATE} or
     *     {@link Outcome#CLOSED}
     * @param outbox what is to come of it, and of what was folded before
     */
    record Folded(Epoch epoch, long clock, List<Outcome> outcomes, Outbox outbox) implements FoldResult {}

    /** Nothing was written, as {@link live.danmaku.model.timeline.AppendResult.Rewind} says. */
    record Rewind(long lastOffset) implements FoldResult {}
}
