package live.danmaku.push.connector.hub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How sessions are served.
 *
 * @param pullWait how long notices of new messages are collected before the next pull; the first is answered at once
 * @param pullWithin how long a pusher may take to answer a pull before it is asked again
 * @param mostPages pulls for sessions that catch up, at a time; more wait in turn
 * @param enterWithin how long a session may wait to be let in
 * @param linger how long a topic without sessions is still followed
 * @param soft bytes waiting for one client from which on it gets only what is essential
 * @param hard bytes waiting from which on it gets nothing until they have gone out
 * @param resume bytes waiting below which it is served again
 * @param mostKept bytes of batches that are kept for a session while it catches up
 * @param mostMissed messages that a session is brought up for; further behind it is told a gap
 * @param stall how long a client may take no byte at all before it is closed
 * @param mostGaps gaps within a minute after which a slow client is closed
 * @param mostTopics topics of one session
 * @param anonymousTopics topics that an anonymous session may follow besides those that entering brings
 * @param newTopicsPerSecond topics that nobody on this connector follows yet, a second and address (a /64 network for
 *     IPv6)
 * @param exemptLoopback whether this machine may ask for any number of new topics
 * @param presentPeriod how often users of rooms are reported
 * @param statusPeriod how often this connector's state is reported
 * @param drain over what time clients are asked to go when the process ends
 */
@ConfigurationProperties("danmaku.connector.hub")
public record HubSettings(
        @DefaultValue("3ms") Duration pullWait,
        @DefaultValue("1s") Duration pullWithin,
        @DefaultValue("256") int mostPages,
        @DefaultValue("5s") Duration enterWithin,
        @DefaultValue("3s") Duration linger,
        @DefaultValue("64KB") DataSize soft,
        @DefaultValue("256KB") DataSize hard,
        @DefaultValue("32KB") DataSize resume,
        @DefaultValue("512KB") DataSize mostKept,
        @DefaultValue("2000") int mostMissed,
        @DefaultValue("15s") Duration stall,
        @DefaultValue("3") int mostGaps,
        @DefaultValue("32") int mostTopics,
        @DefaultValue("4") int anonymousTopics,
        @DefaultValue("20") int newTopicsPerSecond,
        @DefaultValue("true") boolean exemptLoopback,
        @DefaultValue("10s") Duration presentPeriod,
        @DefaultValue("300ms") Duration statusPeriod,
        @DefaultValue("2s") Duration drain) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public HubSettings {
        if (soft.compareTo(hard) >= 0) {
            throw new IllegalArgumentException("soft: %s (expected: less than hard, %s)".formatted(soft, hard));
        }
        if (resume.compareTo(soft) > 0) {
            throw new IllegalArgumentException("resume: %s (expected: at most soft, %s)".formatted(resume, soft));
        }
        requirePositive("most-pages", mostPages);
        requirePositive("most-missed", mostMissed);
        requirePositive("most-gaps", mostGaps);
        requirePositive("most-topics", mostTopics);
        requirePositive("anonymous-topics", anonymousTopics);
        requirePositive("new-topics-per-second", newTopicsPerSecond);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: %d (expected: 1 or more)".formatted(name, value));
        }
    }
}
