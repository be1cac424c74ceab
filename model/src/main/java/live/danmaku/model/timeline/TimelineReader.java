package live.danmaku.model.timeline;

import java.util.concurrent.CompletionStage;

/**
 * Reads pages of timelines.
 *
 * <p>A reader that always hands back the cursor it was given gets every later message of the types it asks for exactly
 * once per epoch, or is told {@code gap}: never a silent hole. All readers of an epoch see the same order. A timeline
 * that does not exist yet reads as empty, with {@link Cursor#ORIGIN}.
 */
public interface TimelineReader {

    /** Reads one page as of one moment. Never blocks; fails when the store cannot be reached. */
    CompletionStage<ReadResult> read(ReadRequest request);
}
