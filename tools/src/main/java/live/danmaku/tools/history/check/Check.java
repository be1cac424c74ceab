package live.danmaku.tools.history.check;

import java.util.Map;

/** Looks for one kind of thing that may be wrong. */
interface Check {

    /** @param timelines by room */
    void find(History history, Map<String, Timeline> timelines, Findings findings);
}
