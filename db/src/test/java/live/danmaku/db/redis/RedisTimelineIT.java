package live.danmaku.db.redis;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.sync.RedisCommands;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.TimelineContract;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineWriter;

class RedisTimelineIT extends TimelineContract {

    private static final RedisHints HINTS = new RedisHints(SharedRedis.LINK);

    @Override
    protected TimelineWriter writer(TimelineLimits limits) {
        return new RedisTimeline(SharedRedis.LINK, limits);
    }

    @Override
    protected TimelineReader reader() {
        return new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT);
    }

    @Override
    protected HintSource hints() {
        return HINTS;
    }

    @Override
    protected void lose(Topic topic) {
        RedisCommands<byte[], byte[]> redis =
                SharedRedis.LINK.commands().getStatefulConnection().sync();
        ScanIterator.scan(redis, KeyScanArgs.Builder.matches("{" + topic.name() + "}*"))
                .forEachRemaining(redis::del);
    }
}
