package live.danmaku.model.timeline;

import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;

/** Tells where many timelines end, for far less than reading them costs. */
public interface TimelineEnds {

    /** Topics that may be asked about in one call. */
    int MOST = 200;

    /**
     * The cursors that these timelines' newest pages would have now, in the same order; {@link Cursor#ORIGIN} where there is no
     * timeline. A reader whose last page had that cursor misses nothing; for another one it is worth reading. Never blocks;
     * fails when the store cannot be reached.
     *
     * @param topics at most {@link #MOST}
     */
    CompletionStage<List<Cursor>> ends(List<Topic> topics);
}
