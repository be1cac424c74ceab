package live.danmaku.model.timeline;

import java.util.HashMap;
import java.util.Map;
import live.danmaku.model.Topic;

class InMemoryTimelineTest extends TimelineContract {

    private final Map<String, InMemoryTimeline> byLimits = new HashMap<>();
    private InMemoryTimeline timeline = new InMemoryTimeline(TimelineLimits.DEFAULT, System::currentTimeMillis);

    @Override
    public TimelineWriter writer(TimelineLimits limits) {
        if (!limits.equals(TimelineLimits.DEFAULT)) {
            timeline = byLimits.computeIfAbsent(
                    limits.toString(), key -> new InMemoryTimeline(limits, System::currentTimeMillis));
        }
        return timeline;
    }

    @Override
    public TimelineReader reader() {
        return timeline;
    }

    @Override
    public MessageFinder finder() {
        return timeline;
    }

    @Override
    public HintSource hints() {
        return timeline;
    }

    @Override
    public TimelineRelease release() {
        return timeline;
    }

    @Override
    public void lose(Topic topic) {
        timeline.lose(topic);
    }

    @Override
    public Object keep(Topic topic) {
        return timeline.keep(topic);
    }

    @Override
    public void putBack(Topic topic, Object kept) {
        timeline.putBack(topic, kept);
    }
}
