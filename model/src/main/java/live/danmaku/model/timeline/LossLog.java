package live.danmaku.model.timeline;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where processors tell one another that the store was found to have lost something. All its timelines lose the same
 * stretch of time, and a topic's messages come from several partitions, so everybody appends again. Never blocks; stages fail
 * when the store cannot be reached.
 */
public interface LossLog {

    /** Before all losses. */
    String START = "0-0";

    /**
     * A loss.
     *
     * @param id of the entry; later ones are greater
     * @param since from where messages are to be appended again, in ms since 1970
     */
    record Loss(String id, long since) {}

    /** Tells of a loss; completes with its entry. */
    CompletionStage<Loss> tell(long since);

    /** The losses told after another one or after {@link #START}, the oldest first; those of the last minutes at least. */
    CompletionStage<List<Loss>> after(String id);
}
