package live.danmaku.model.ops;

import org.jspecify.annotations.Nullable;

/**
 * The last change of a switch.
 *
 * @param value null when it was put back to its default
 * @param until when it ends by itself, in ms since 1970 by the store's clock; 0 when it lasts until it is changed
 * @param version the audit's
 * @param who the uid of who changed it
 * @param why the reason given; may be empty
 */
public record SwitchSetting(SwitchName name, @Nullable Long value, long until, long version, String who, String why) {

    /** @throws IllegalArgumentException when there is no such value; the text says the value and what is expected */
    public SwitchSetting {
        if (value != null && (value < name.least() || value > name.most())) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: %d-%d)".formatted(name.wireName(), value, name.least(), name.most()));
        }
    }

    /** The same change under the version that the audit gave it. */
    public SwitchSetting withVersion(long given) {
        return new SwitchSetting(name, value, until, given, who, why);
    }

    /** @param now in ms since 1970 by the store's clock */
    public boolean isInForceAt(long now) {
        return value != null && (until == 0 || now < until);
    }
}
