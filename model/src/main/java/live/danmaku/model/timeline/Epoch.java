package live.danmaku.model.timeline;

import java.security.SecureRandom;

/**
 * Names one life of a timeline. It changes when a timeline was lost and rebuilt, so that a cursor of the old life cannot
 * silently match a place of the new one.
 *
 * @param value 1 to 32 of {@code a-z 0-9}
 */
public record Epoch(String value) {

    /** The epoch of a timeline that has never held a message. */
    public static final Epoch NONE = new Epoch("0");

    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException when the value is no epoch */
    public Epoch {
        if (value.isEmpty() || value.length() > 32 || !isLowerAlphanumeric(value)) {
            throw new IllegalArgumentException("epoch: '%s' (expected: 1 to 32 of a-z 0-9)".formatted(value));
        }
    }

    /** A new epoch that no other timeline has had (60 random bits). */
    public static Epoch random() {
        return new Epoch("e" + Long.toString(RANDOM.nextLong() >>> 4, 36));
    }

    private static boolean isLowerAlphanumeric(String value) {
        return value.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
