package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.ScenarioException;

/** Sets the gear of all rooms' comments to the next one: 1, 2, 3, 4, 1, … */
final class GearFault implements Fault {

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final long PINNED_MS = 60_000;

    /** Front ends learn a gear within a second. */
    private static final long SWITCH_MS = 1_500;

    private final Api api;
    private final String token;
    private final List<String> rooms;
    private final UsageLog log;
    private int gear = 1;

    GearFault(Api api, List<String> rooms, UsageLog log) throws InterruptedException {
        this.api = api;
        this.token = api.token("gears", "ops");
        this.rooms = rooms;
        this.log = log;
    }

    @Override
    public Duration before() {
        return BEFORE;
    }

    @Override
    public Duration strike() throws InterruptedException {
        gear = gear % 4 + 1;
        log.start("gear " + gear);
        for (String room : rooms) {
            set(room);
        }
        TimeUnit.MILLISECONDS.sleep(SWITCH_MS);
        log.stop("gear " + gear);
        return BETWEEN;
    }

    /** What cannot be set because of another fault is set the next time. */
    private void set(String room) throws InterruptedException {
        String body = "{\"gear\":%d,\"forMs\":%d,\"reason\":\"history check\"}".formatted(gear, PINNED_MS);
        Api.Answer answer = api.call("PUT", "/v1/ops/gears/%s/comment".formatted(room), token, body);
        if (answer.status() == 404) {
            throw new ScenarioException(
                    "gears not available: PUT /v1/ops/gears/%s/comment answers 404".formatted(room));
        }
    }
}
