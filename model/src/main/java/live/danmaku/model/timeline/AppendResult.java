package live.danmaku.model.timeline;

import java.util.List;

/** What became of an {@link AppendBatch}. */
public sealed interface AppendResult {

    /**
     * The batch was dealt with, entry by entry, and is visible to every reader.
     *
     * @param previous the timeline's clock before
     * @param clock the timeline's clock after; equal to {@code previous} when nothing was new
     * @param outcomes one for each entry, in the batch's order
     */
    record Appended(Epoch epoch, long previous, long clock, List<Outcome> outcomes) implements AppendResult {}

    /**
     * Nothing was written: the timeline has lost entries that this writer was told are appended. The writer must read its
     * partition again from just after {@code lastOffset} and append once more; ids make what is still there harmless.
     *
     * @param lastOffset the highest offset of the sequence that the timeline knows, or -1 when it knows none
     */
    record Rewind(long lastOffset) implements AppendResult {}

    /** What became of one entry. */
    enum Outcome {
        APPENDED,
        /** It became part of a merged message, which is or will be visible whatever happens to this process. */
        MERGED,
        /** Its id is in the timeline already. */
        DUPLICATE,
        /**
         * It is older than both the dedupe horizon and the oldest message kept, so nobody can tell whether it was
         * appended before. The caller must put it aside where people see it.
         */
        STALE,
        /** It is new, and the timeline was closed after its stream ended. The caller must put it aside as well. */
        CLOSED
    }
}
