package live.danmaku.model.timeline;

import java.time.Duration;

/**
 * How much of a timeline is kept live. A message may only be trimmed when it is neither among the newest {@code
 * keepMessages} of its type nor younger than {@code keepFor}, and a room's message not before it is archived, see {@link TimelineRelease}.
 *
 * @param keepMessages how many messages of each type stay at least
 * @param keepFor how long a message stays at least
 * @param dedupeHorizon how long ids are remembered; at least three {@link #DEDUPE_BUCKET dedupe buckets}
 */
public record TimelineLimits(int keepMessages, Duration keepFor, Duration dedupeHorizon) {

    /**
     * Ids are remembered in buckets of this length, by Kafka timestamp, so that a redelivery looks where the first delivery
     * wrote. Looking at a bucket and the two before it makes a client's repeat harmless for 20 minutes at least; looking at
     * the one after it, whatever the clocks of two front ends differ by.
     */
    public static final Duration DEDUPE_BUCKET = Duration.ofMinutes(10);

    /** 100,000 messages, 30 minutes, and ids for an hour. */
    public static final TimelineLimits DEFAULT =
            new TimelineLimits(100_000, Duration.ofMinutes(30), Duration.ofHours(1));

    /** @throws IllegalArgumentException when a limit is out of range; the text says the value and what is expected */
    public TimelineLimits {
        if (keepMessages < 1) {
            throw new IllegalArgumentException("keepMessages: %d (expected: 1 or more)".formatted(keepMessages));
        }
        if (keepFor.isNegative()) {
            throw new IllegalArgumentException("keepFor: %s (expected: 0 or more)".formatted(keepFor));
        }
        if (dedupeHorizon.compareTo(DEDUPE_BUCKET.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "dedupeHorizon: %s (expected: %s or more)".formatted(dedupeHorizon, DEDUPE_BUCKET.multipliedBy(3)));
        }
    }

    /** The number of the dedupe bucket that a record of this Kafka timestamp belongs to. */
    public static long bucketOf(long recordedAt) {
        return Math.floorDiv(recordedAt, DEDUPE_BUCKET.toMillis());
    }
}
