package live.danmaku.playback.answer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many answers about whole streams are made at a time.
 *
 * @param atOnce that are written from memory, such as densities; each keeps a thread busy
 * @param waiting for their turn, at most
 * @param exports that are under way, each as fast as its reader reads
 * @param ofAnAddress of each kind that one address has under way or waiting
 * @param exemptLoopback whether this machine may have any number
 */
@ConfigurationProperties("danmaku.playback.heavy")
public record HeavySettings(
        @DefaultValue("2") int atOnce,
        @DefaultValue("50") int waiting,
        @DefaultValue("8") int exports,
        @DefaultValue("2") int ofAnAddress,
        @DefaultValue("true") boolean exemptLoopback) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public HeavySettings {
        requirePositive("at-once", atOnce);
        requirePositive("waiting", waiting);
        requirePositive("exports", exports);
        requirePositive("of-an-address", ofAnAddress);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: %d (expected: 1 or more)".formatted(name, value));
        }
    }
}
