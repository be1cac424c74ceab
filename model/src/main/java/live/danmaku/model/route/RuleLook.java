package live.danmaku.model.route;

/**
 * A rule that was looked at on the way to a decision.
 *
 * @param matched whether it is about the client; of {@link RouteRule#SWITCH} whether long connections are switched off
 * @param detail why so, for people
 */
public record RuleLook(RouteRule rule, boolean matched, String detail) {}
