package live.danmaku.routing.route;

import java.util.Optional;
import live.danmaku.model.route.AddressFamily;
import live.danmaku.model.route.RouteSubject;

/**
 * What a client says of itself.
 *
 * @param label which nodes it is for; empty for those without one
 * @param region where it is; empty when it does not say
 * @param family how it is reached; empty when nobody knows
 */
public record RouteRequest(RouteSubject subject, String label, String region, Optional<AddressFamily> family) {}
