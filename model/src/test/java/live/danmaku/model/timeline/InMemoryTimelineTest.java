package live.danmaku.model.timeline;

import java.util.HashMap;
import java.util.Map;
import live.danmaku.model.Topic;

class InMemoryTimelineTest extends TimelineContract {

    private final Map<String, InMemoryTimeline> byLimits = new HashMap<>();
    private InMemoryTimeline timeline = new InMemoryTimeline(TimelineLimits.DEFAULT, System::currentTimeMillis);

    @Override
    protected TimelineWriter writer(TimelineLimits limits) {
        if (!limits.equals(TimelineLimits.DEFAULT)) {
            timeline = byLimits.computeIfAbsent(
                    limits.toString(), key -> new InMemoryTimeline(limits, System::currentTimeMillis));
        }
        return timeline;
    }

    @Override
    protected TimelineReader reader() {
        return timeline;
    }

    @Override
    protected MessageFinder finder() {
        return timeline;
    }

    @Override
    protected HintSource hints() {
        return timeline;
    }

    @Override
    protected TimelineRelease release() {
        return timeline;
    }

    @Override
    protected void lose(Topic topic) {
        timeline.lose(topic);
    }
}
