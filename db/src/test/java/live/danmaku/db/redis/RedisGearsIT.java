package live.danmaku.db.redis;

import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gear.GearStoreContract;

class RedisGearsIT extends GearStoreContract {

    private final RedisGears gears = new RedisGears(SharedRedis.LINK);

    @Override
    protected GearStore store() {
        return gears;
    }
}
