package live.danmaku.db.redis;

import live.danmaku.model.telemetry.TelemetryStore;
import live.danmaku.model.telemetry.TelemetryStoreContract;

class RedisTelemetryIT extends TelemetryStoreContract {

    private final RedisTelemetry store = new RedisTelemetry(SharedRedis.LINK);

    @Override
    protected TelemetryStore store() {
        return store;
    }
}
