package live.danmaku.model.timeline;

import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;

/** Which timelines are closed, see {@link TimelineWriter#close}. */
@FunctionalInterface
public interface ClosedTimelines {

    /** Whether a timeline is closed; one that does not exist is not. Never blocks; fails when the store cannot be reached. */
    CompletionStage<Boolean> isClosed(Topic topic);
}
