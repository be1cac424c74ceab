package live.danmaku.db.redis;

import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceContract;

class RedisPresenceIT extends PresenceContract {

    private final RedisPresence presence = new RedisPresence(SharedRedis.LINK, TELL_WITHIN);

    @Override
    protected Presence presence() {
        return presence;
    }
}
