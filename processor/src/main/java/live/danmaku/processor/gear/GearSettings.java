package live.danmaku.processor.gear;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When flows change gear.
 *
 * @param pool how many batches of a flow may be out at a time from one partition, in the gears with a pool
 * @param upLag a flow that is this far behind goes up
 * @param downLag a flow must stay below this to go down
 * @param calm for how long, at first; twice as long each time it has to go up again soon
 * @param busyRate messages a second from which on a flow can be the cause of its own lag
 */
@ConfigurationProperties("danmaku.gears")
public record GearSettings(
        @DefaultValue("8") int pool,
        @DefaultValue("1s") Duration upLag,
        @DefaultValue("300ms") Duration downLag,
        @DefaultValue("15s") Duration calm,
        @DefaultValue("50") int busyRate) {

    private static final int WIDEST_POOL = 64;

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public GearSettings {
        if (pool < 2 || pool > WIDEST_POOL) {
            throw new IllegalArgumentException("pool: %d (expected: 2-%d)".formatted(pool, WIDEST_POOL));
        }
        if (downLag.compareTo(upLag) >= 0) {
            throw new IllegalArgumentException(
                    "down-lag: %s (expected: less than up-lag, %s)".formatted(downLag, upLag));
        }
    }
}
