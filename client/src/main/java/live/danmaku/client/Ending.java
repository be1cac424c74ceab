package live.danmaku.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Why a long connection ended.
 *
 * @param afterMs how long to wait before coming back
 * @param to where to go; may be empty
 */
record Ending(int code, String reason, long afterMs, List<String> to) {

    static final int GOING_AWAY = 4000;
    static final int PROTOCOL_ERROR = 4003;
    static final int BANNED = 4005;
    static final int TOO_MANY_CONNECTIONS = 4006;
    static final int USE_POLLING = 4007;

    /** The network's. */
    static final int LOST = 1006;
    /** This client's own: something was missing that nobody told of. */
    static final int HOLE = 4900;

    static Ending lost(String reason) {
        return new Ending(LOST, reason, 0, List.of());
    }

    static Ending of(JsonNode json) {
        List<String> to = new ArrayList<>();
        json.path("to").forEach(address -> to.add(address.asString("")));
        return new Ending(
                json.path("code").asInt(LOST),
                json.path("reason").asString(""),
                json.path("afterMs").asLong(0),
                to);
    }
}
