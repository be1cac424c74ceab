package live.danmaku.model;

/**
 * Which device somebody uses; the {@code did} of a token.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 _ - . :}
 */
public record DeviceId(String value) {

    /** @throws IllegalArgumentException when the value is no device id; the text says the value and what is expected */
    public DeviceId {
        Ids.require("device id", value, "_-.:");
    }

    @Override
    public String toString() {
        return value;
    }
}
