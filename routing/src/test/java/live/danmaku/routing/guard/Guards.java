package live.danmaku.routing.guard;

import java.time.Duration;

/** The settings as they are by default. */
final class Guards {

    private Guards() {}

    static GuardSettings settings() {
        return new GuardSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                2,
                50,
                3,
                80,
                10,
                100,
                Duration.ofSeconds(2),
                5,
                Duration.ofMinutes(30),
                Duration.ofMinutes(10));
    }
}
