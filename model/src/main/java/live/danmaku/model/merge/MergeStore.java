package live.danmaku.model.merge;

import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;

/**
 * Keeps what messages add up to, and says what of it is to be shown when. Nothing is lost between the steps: what was
 * folded stays in the store until it is confirmed as shown, whoever dies in between, and each step may be repeated by
 * anybody.
 *
 * <ul>
 *   <li><b>Once</b>: a sender's id is folded once per topic, for at least 20 minutes; beyond, an offset is.
 *   <li><b>Gifts</b>: the same gift by the same sender again within 2 s is a combo. The first one is shown as it came, at
 *       once; then at most one message a second; then, after 2.3 s without another, a final one. The counts of a combo's
 *       messages add up to its gifts'.
 *   <li><b>Likes</b>: at most one message a second; the first at once. The counts add up to the total.
 *   <li><b>Status</b>: of each key at most one message in 2 s; the first at once, and always the last value by {@code
 *       sentAt}, or by arrival of those sent at the same time.
 * </ul>
 *
 * <p>These are paced by the store's clock. Stages that fail mean <em>unknown</em>. Never blocks.
 */
public interface MergeStore {

    /**
     * Folds a batch.
     *
     * @param folds one for each entry of the batch, in its order
     */
    CompletionStage<FoldResult> fold(AppendBatch batch, List<Fold> folds);

    /** Looks again at what may be due. */
    CompletionStage<Outbox> wake(Topic topic, MessageType type);

    /** These are in the timeline and are not to be shown again. */
    CompletionStage<Void> confirm(Topic topic, MessageType type, List<Emission> emissions);
}
