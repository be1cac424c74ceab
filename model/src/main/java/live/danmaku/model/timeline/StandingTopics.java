package live.danmaku.model.timeline;

import java.time.Duration;
import java.time.Instant;

/**
 * Topics that are no room's: of users, devices, areas, and of everybody. They have no stream, so they begin at a fixed moment,
 * and all their messages expire.
 */
public final class StandingTopics {

    /**
     * When they all began, in ms since 1970: the start of 2026 in UTC. Places count from here, so it must never change; they
     * stay below 2<sup>53</sup> until 2095.
     */
    public static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    /** How long a message may matter at most. */
    public static final Duration LONGEST_TTL = Duration.ofDays(7);

    private StandingTopics() {}
}
