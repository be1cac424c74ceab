package live.danmaku.model.telemetry;

import java.time.Clock;

class InMemoryTelemetryTest extends TelemetryStoreContract {

    private final InMemoryTelemetry store = new InMemoryTelemetry(Clock.systemUTC());

    @Override
    protected TelemetryStore store() {
        return store;
    }
}
