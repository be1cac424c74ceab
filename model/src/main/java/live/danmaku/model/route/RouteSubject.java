package live.danmaku.model.route;

import live.danmaku.model.DeviceId;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;

/** The client that a route is for, as it says; what it does not say is null. */
public record RouteSubject(
        @Nullable UserId uid,
        @Nullable DeviceId device,
        @Nullable Version version) {

    /**
     * @param uid empty when it is not said; the same for the others
     * @throws IllegalArgumentException when a value cannot be; the text says the value and what is expected
     */
    public static RouteSubject of(String uid, String device, String version) {
        return new RouteSubject(
                uid.isEmpty() ? null : new UserId(uid),
                device.isEmpty() ? null : new DeviceId(device),
                version.isEmpty() ? null : Version.parse(version));
    }
}
