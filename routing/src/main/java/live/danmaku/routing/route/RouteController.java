package live.danmaku.routing.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import live.danmaku.model.route.AddressFamily;
import live.danmaku.model.route.RouteRule;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code GET /v1/route}. */
@Tag(name = "Route")
@RestController
public final class RouteController {

    private static final int MOST_CHARACTERS = 64;

    private final Router router;
    private final ClientAddresses addresses;
    private final Map<String, Counter> answers;

    public RouteController(Router router, ClientAddresses addresses, MeterRegistry registry) {
        this.router = router;
        this.addresses = addresses;
        Map<String, Counter> counters = new HashMap<>();
        for (RouteRule rule : RouteRule.values()) {
            for (String transport : new String[] {Route.PUSH, Route.POLL}) {
                counters.put(
                        transport + rule.wireName(),
                        Counter.builder("danmaku.routes")
                                .description("Answers to clients that asked how to connect")
                                .tag("transport", transport)
                                .tag("rule", rule.wireName())
                                .register(registry));
            }
        }
        answers = Map.copyOf(counters);
    }

    @Operation(
            summary = "How to connect",
            description =
                    "By a long connection to one of the nodes, with the ticket, or by polling. The rules judge what the"
                            + " client says; the ticket is for whom the token proves, or for nobody. A version is numbers between"
                            + " dots. label: nodes set apart, such as h5. region: where the client is. family: v4 or v6, where"
                            + " this request does not come the way that the connection will.")
    @GetMapping("/v1/route")
    Route route(
            @RequestParam(defaultValue = "") String uid,
            @RequestParam(defaultValue = "") String device,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String family,
            @Parameter(hidden = true) Optional<Caller> caller,
            @Parameter(hidden = true) ServerHttpRequest http) {
        Route route = router.route(request(uid, device, version, label, region, family, http), caller);
        @Nullable Counter counter = answers.get(route.transport() + route.rule());
        if (counter != null) {
            counter.increment();
        }
        return route;
    }

    private RouteRequest request(
            String uid,
            String device,
            String version,
            String label,
            String region,
            String family,
            ServerHttpRequest http) {
        return new RouteRequest(
                RouteSubject.of(uid, device, version),
                limited("label", label),
                limited("region", region),
                family.isEmpty() ? familyOf(addresses.of(http).address()) : family(family));
    }

    private static String limited(String name, String value) {
        if (value.length() > MOST_CHARACTERS) {
            throw ApiException.badRequest(
                    "%s: %d characters (expected: %d at most)".formatted(name, value.length(), MOST_CHARACTERS));
        }
        return value;
    }

    private static Optional<AddressFamily> family(String family) {
        return Optional.of(
                switch (family) {
                    case "v4" -> AddressFamily.V4;
                    case "v6" -> AddressFamily.V6;
                    default -> throw ApiException.badRequest("family: '%s' (expected: v4 or v6)".formatted(family));
                });
    }

    private static Optional<AddressFamily> familyOf(@Nullable InetAddress address) {
        return address == null
                ? Optional.empty()
                : Optional.of(address instanceof Inet6Address ? AddressFamily.V6 : AddressFamily.V4);
    }
}
