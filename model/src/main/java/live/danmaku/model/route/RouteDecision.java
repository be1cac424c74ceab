package live.danmaku.model.route;

/**
 * Whether a client gets a long connection.
 *
 * @param rule the one that decided
 */
public record RouteDecision(boolean push, RouteRule rule) {

    static final RouteDecision DENIED_BY_LIST = new RouteDecision(false, RouteRule.BLACK);
    static final RouteDecision GRANTED_BY_LIST = new RouteDecision(true, RouteRule.WHITE);
    static final RouteDecision SWITCHED_OFF = new RouteDecision(false, RouteRule.SWITCH);
    static final RouteDecision WITHIN = new RouteDecision(true, RouteRule.PERCENT);
    static final RouteDecision OUTSIDE = new RouteDecision(false, RouteRule.PERCENT);
}
