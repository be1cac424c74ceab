package live.danmaku.frontend.send;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a send.
 *
 * @param type a message type, such as {@code comment}
 * @param body what the type asks for, see {@link MessageBodies}
 * @param id makes a repeat harmless; made up when missing
 * @param from on whose behalf, for services
 * @param sentAt when it was sent, in ms since 1970, for services
 */
record SendRequest(
        @Nullable String type,
        @Nullable JsonNode body,
        @Nullable String id,
        @Nullable From from,
        @Nullable Long sentAt) {

    record From(@Nullable String uid, @Nullable String name) {}
}
