package live.danmaku.push.pusher.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How topics are followed.
 *
 * @param threads that read and encode; 0: half as many as there are CPUs
 * @param leastTick how long messages are collected at least after others were sent; the first one goes at once
 * @param mostTick how long at most, in the largest rooms
 * @param sessionsPerTickMs for how many sessions a message waits 1 ms: a room of a thousand has ticks of 25 ms
 * @param coalesce for how long Notify of several topics are collected, after the first
 * @param broadcastFrom sessions from which on a topic's content goes to all connectors at once
 * @param broadcastBelow below this, for a while, it is pulled again
 * @param calm for that while
 * @param keepMessages how many messages of a topic are in memory at most
 * @param keepBytes how many bytes of them
 * @param keepFor for how long
 * @param goimOperation the operation of goim's inner packets
 * @param mostTopics topics from which on clients may name no new ones
 */
@ConfigurationProperties("danmaku.feeds")
public record FeedSettings(
        @DefaultValue("0") int threads,
        @DefaultValue("5ms") Duration leastTick,
        @DefaultValue("100ms") Duration mostTick,
        @DefaultValue("40") int sessionsPerTickMs,
        @DefaultValue("3ms") Duration coalesce,
        @DefaultValue("200") long broadcastFrom,
        @DefaultValue("100") long broadcastBelow,
        @DefaultValue("10s") Duration calm,
        @DefaultValue("1000") int keepMessages,
        @DefaultValue("512KB") DataSize keepBytes,
        @DefaultValue("60s") Duration keepFor,
        @DefaultValue("1000") int goimOperation,
        @DefaultValue("200000") int mostTopics) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public FeedSettings {
        if (threads < 0) {
            throw new IllegalArgumentException("threads: %d (expected: 0 or more)".formatted(threads));
        }
        if (leastTick.isNegative() || leastTick.compareTo(mostTick) > 0) {
            throw new IllegalArgumentException("least-tick: %s (expected: 0 to %s)".formatted(leastTick, mostTick));
        }
        if (sessionsPerTickMs < 1) {
            throw new IllegalArgumentException(
                    "sessions-per-tick-ms: %d (expected: 1 or more)".formatted(sessionsPerTickMs));
        }
        if (broadcastBelow < 1 || broadcastBelow > broadcastFrom) {
            throw new IllegalArgumentException(
                    "broadcast-below: %d (expected: 1-%d)".formatted(broadcastBelow, broadcastFrom));
        }
        if (keepMessages < 1) {
            throw new IllegalArgumentException("keep-messages: %d (expected: 1 or more)".formatted(keepMessages));
        }
        if (mostTopics < 1) {
            throw new IllegalArgumentException("most-topics: %d (expected: 1 or more)".formatted(mostTopics));
        }
    }

    /** For how long a room of so many sessions collects messages. */
    long tickNanos(long sessions) {
        long wanted = sessions * 1_000_000 / sessionsPerTickMs;
        return Math.max(leastTick.toNanos(), Math.min(mostTick.toNanos(), wanted));
    }

    /** How many threads that is. */
    int threadCount() {
        return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
