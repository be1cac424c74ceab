package live.danmaku.routing.route;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code GET /v1/route}: polling, for everybody, because long connections are switched off. */
@RestController
public final class RouteController {

    private final Route route;

    public RouteController(RouteSettings settings) {
        route = new Route(
                "poll",
                "switch",
                settings.maxFailures(),
                new Backoff(
                        settings.backoffBase().toMillis(),
                        settings.backoffMax().toMillis(),
                        settings.backoffFactor(),
                        settings.backoffJitter()),
                settings.pollAfter().toMillis());
    }

    record Route(String transport, String rule, int maxFailures, Backoff backoff, long pollAfterMs) {}

    record Backoff(long baseMs, long maxMs, double factor, double jitter) {}

    @GetMapping("/v1/route")
    Route route() {
        return route;
    }
}
