package live.danmaku.model.route;

import live.danmaku.model.DeviceId;
import live.danmaku.model.UserId;

/**
 * How many get long connections.
 *
 * @param enabled the main switch; without it only the white list gets them
 * @param hundredths of a percent: 10,000 is everybody
 * @param salt another one chooses others; with the same one a higher percentage only adds
 */
public record GreyRelease(boolean enabled, int hundredths, String salt) {

    /** What holds until ops set something. */
    public static final GreyRelease INITIAL = new GreyRelease(true, 10_000, "1");

    private static final int MOST_SALT = 64;

    /** @throws IllegalArgumentException when there is no such release; the text says the value and what is expected */
    public GreyRelease {
        if (hundredths < 0 || hundredths > 10_000) {
            throw new IllegalArgumentException("percent: %s (expected: 0-100)".formatted(hundredths / 100.0));
        }
        if (salt.isEmpty() || salt.length() > MOST_SALT || !salt.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "salt: '%s' (expected: 1 to %d visible ASCII characters)".formatted(salt, MOST_SALT));
        }
    }

    /** The same with another percentage. */
    public GreyRelease at(int otherHundredths) {
        return new GreyRelease(enabled, otherHundredths, salt);
    }

    /** The place of a user among 10,000, the same for ever. */
    public int bucketOf(UserId user) {
        return bucket('u', user.value());
    }

    /** The place of a device whose user is not known. */
    public int bucketOf(DeviceId device) {
        return bucket('d', device.value());
    }

    public boolean covers(int bucket) {
        return bucket < hundredths;
    }

    /** FNV-1a over salt, kind and id, and MurmurHash3's last step, without which ids that resemble each other do not spread. */
    private int bucket(char kind, String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < salt.length(); i++) {
            hash = (hash ^ salt.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ kind) * 0x100000001b3L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return (int) Long.remainderUnsigned(hash, 10_000);
    }
}
