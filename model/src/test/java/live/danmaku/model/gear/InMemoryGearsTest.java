package live.danmaku.model.gear;

import java.time.Clock;

class InMemoryGearsTest extends GearStoreContract {

    private final InMemoryGears gears = new InMemoryGears(Clock.systemUTC());

    @Override
    protected GearStore store() {
        return gears;
    }
}
