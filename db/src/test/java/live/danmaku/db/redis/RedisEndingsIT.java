package live.danmaku.db.redis;

import live.danmaku.model.room.Endings;
import live.danmaku.model.room.EndingsContract;

class RedisEndingsIT extends EndingsContract {

    private final RedisEndings endings = new RedisEndings(SharedRedis.LINK);

    @Override
    protected Endings endings() {
        return endings;
    }
}
