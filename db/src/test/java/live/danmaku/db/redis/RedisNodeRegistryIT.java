package live.danmaku.db.redis;

import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.NodeRegistryContract;

class RedisNodeRegistryIT extends NodeRegistryContract {

    private final RedisNodeRegistry nodes = new RedisNodeRegistry(SharedRedis.LINK);

    @Override
    protected NodeRegistry registry() {
        return nodes;
    }
}
