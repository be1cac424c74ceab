package live.danmaku.model.timeline;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;

/**
 * How a timeline learns that its messages are kept elsewhere. A room's messages are trimmed no further than that;
 * timelines of other topics are archived by nobody and do not wait. Never blocks; stages fail when the store cannot be
 * reached.
 */
public interface TimelineRelease {

    /** The state in which {@link #forget} found a timeline. */
    enum Found {
        /** It is open; nothing was changed. */
        OPEN,
        /** There was something to remove. */
        REMAINS,
        /** Nothing of it was left, or it never was. */
        NOTHING
    }

    /** Lets messages up to a place be trimmed. A cursor of another epoch, or behind an earlier one, changes nothing. */
    CompletionStage<Void> archived(Topic topic, Cursor upTo);

    /**
     * Takes the closing of a timeline back, because messages that were accepted before it are still on their way: the
     * store lost what it had of them. One that is open, or absent, stays so.
     */
    CompletionStage<Void> reopen(Topic topic);

    /**
     * Forgets all messages of a timeline that is closed and archived, and who watched it. Cursors of before are told
     * {@code gap} for as long as {@code remember}; then the timeline has never been.
     */
    CompletionStage<Found> forget(Topic topic, Duration remember);
}
