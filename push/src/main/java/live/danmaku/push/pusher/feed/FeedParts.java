package live.danmaku.push.pusher.feed;

import java.time.Clock;
import java.util.function.Supplier;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.ops.Switches;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.TimelineEnds;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.push.pusher.encode.EncodeMetrics;
import live.danmaku.push.pusher.grade.GradeSettings;

/**
 * What feeds are made of.
 *
 * @param switches what ops have switched now
 */
public record FeedParts(
        TimelineReader timeline,
        TimelineEnds ends,
        HintSource hints,
        Supplier<Switches> switches,
        DecisionLog decisions,
        FeedSettings settings,
        GradeSettings grades,
        FeedMetrics metrics,
        EncodeMetrics encodeMetrics,
        Clock clock) {}
