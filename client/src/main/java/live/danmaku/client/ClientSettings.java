package live.danmaku.client;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client is to do.
 *
 * @param server in front of {@code /v1}, such as {@code http://127.0.0.1:8080}
 * @param token gives the token of the moment, empty for none; reading needs none
 * @param uid by whom the server decides who gets a long connection; so are device and version; each may be empty
 * @param link what carries a long connection
 * @param prefer whether long connections are wanted at all
 * @param cursor where to go on reading, {@code start} for the oldest message kept; null for the newest page
 * @param routeEvery how often the server is asked whether this client should have a long connection
 * @param connectWithin a connect that has not succeeded by then has failed
 * @param telemetry whether to report how connecting goes
 */
public record ClientSettings(
        URI server,
        String room,
        Supplier<String> token,
        String uid,
        String device,
        String version,
        Link link,
        Prefer prefer,
        @Nullable String cursor,
        Duration routeEvery,
        Duration connectWithin,
        boolean telemetry) {

    /** What carries a long connection. */
    public enum Link {
        WEB_SOCKET,
        TCP
    }

    /** Which transport. */
    public enum Prefer {
        /** A long connection whenever the route says so and one can be had. */
        ROUTE,
        POLLING
    }

    public static ClientSettings of(URI server, String room) {
        return new ClientSettings(
                server,
                room,
                () -> "",
                "",
                "",
                "",
                Link.WEB_SOCKET,
                Prefer.ROUTE,
                null,
                Duration.ofSeconds(8),
                Duration.ofSeconds(5),
                false);
    }

    public ClientSettings withToken(Supplier<String> gives) {
        return new ClientSettings(
                server, room, gives, uid, device, version, link, prefer, cursor, routeEvery, connectWithin, telemetry);
    }

    public ClientSettings as(String who, String onDevice, String ofVersion) {
        return new ClientSettings(
                server,
                room,
                token,
                who,
                onDevice,
                ofVersion,
                link,
                prefer,
                cursor,
                routeEvery,
                connectWithin,
                telemetry);
    }

    public ClientSettings by(Link carrier) {
        return new ClientSettings(
                server,
                room,
                token,
                uid,
                device,
                version,
                carrier,
                prefer,
                cursor,
                routeEvery,
                connectWithin,
                telemetry);
    }

    public ClientSettings preferring(Prefer transport) {
        return new ClientSettings(
                server,
                room,
                token,
                uid,
                device,
                version,
                link,
                transport,
                cursor,
                routeEvery,
                connectWithin,
                telemetry);
    }

    public ClientSettings from(@Nullable String place) {
        return new ClientSettings(
                server, room, token, uid, device, version, link, prefer, place, routeEvery, connectWithin, telemetry);
    }

    public ClientSettings askingEvery(Duration period) {
        return new ClientSettings(
                server, room, token, uid, device, version, link, prefer, cursor, period, connectWithin, telemetry);
    }

    /** One that reports how connecting goes. */
    public ClientSettings reporting() {
        return new ClientSettings(
                server, room, token, uid, device, version, link, prefer, cursor, routeEvery, connectWithin, true);
    }
}
