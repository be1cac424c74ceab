package live.danmaku.model.ops;

import java.time.Clock;

class InMemorySwitchesTest extends SwitchStoreContract {

    private final InMemorySwitches switches = new InMemorySwitches(Clock.systemUTC());

    @Override
    protected SwitchStore store() {
        return switches;
    }
}
