package live.danmaku.model.timeline;

import java.util.List;

/** What became of an {@link AppendBatch}. */
public sealed interface AppendResult {

    /**
     * The batch was dealt with, entry by entry, and is visible to every reader.
     *
     * @param previous the timeline's clock before
     * @param clock the timeline's clock after; equal to {@code previous} when nothing was new, unless the timeline noted a
     *     loss
     * @param outcomes one for each entry, in the batch's order
     */
    record Appended(Epoch epoch, long previous, long clock, List<Outcome> outcomes) implements AppendResult {}

    /**
     * No entry was written: the timeline has lost something that this writer was told of. Its epoch or clock is not what the
     * writer {@linkplain AppendBatch#known() knows}, or it knows less of the sequence than was {@linkplain
     * AppendBatch#acknowledgedOffset() acknowledged}. Whatever was lost was appended after this writer's last acknowledgement
     * of the topic at the latest, less the time that a store may lose; it is of any type and any partition, so all of them
     * are to be read again from then on, and this one from just after {@code lastOffset} at the latest. Ids make what is
     * still there harmless. The writer then expects nothing: {@link Cursor#ORIGIN} and -1. The timeline has noted the loss:
     * a reader that has seen what was lost is told of a gap, whatever is appended next.
     *
     * @param lastOffset the highest offset of the sequence that the timeline knows, or -1 when it knows none: then the
     *     first append of the sequence was lost, which need not be the whole timeline
     */
    record Rewind(long lastOffset) implements AppendResult {}

    /** What became of one entry. */
    enum Outcome {
        APPENDED,
        /** It became part of a merged message, which is or will be visible whatever happens to this process. */
        MERGED,
        /** A message of its sender with its id is in the timeline already, or one with its id was deleted. */
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
