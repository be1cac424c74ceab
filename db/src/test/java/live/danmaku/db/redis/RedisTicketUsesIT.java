package live.danmaku.db.redis;

import live.danmaku.model.route.TicketUses;
import live.danmaku.model.route.TicketUsesContract;

class RedisTicketUsesIT extends TicketUsesContract {

    private final RedisTicketUses uses = new RedisTicketUses(SharedRedis.LINK);

    @Override
    protected TicketUses uses() {
        return uses;
    }
}
