package live.danmaku.push.connector.session;

import live.danmaku.model.Sender;
import live.danmaku.model.route.Grant;
import live.danmaku.web.address.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end, as a checked ticket says.
 *
 * @param user null for somebody anonymous, who only reads
 * @param device the device id; null when the ticket names none
 * @param once the id of a ticket that may be used once only; null for others
 * @param onceForMs how long that ticket's id must be remembered
 * @param dialect {@code native}, {@code json}, {@code goim} or {@code web-live}
 * @param address the client's
 * @param grant whom the rules gave this connection to; null where they gave none, as with the foreign dialects
 */
public record Client(
        @Nullable Sender user,
        @Nullable String device,
        @Nullable String once,
        long onceForMs,
        String dialect,
        ClientAddress address,
        @Nullable Grant grant) {}
