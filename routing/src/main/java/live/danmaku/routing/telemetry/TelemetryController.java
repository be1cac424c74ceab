package live.danmaku.routing.telemetry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.token.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes what clients report of their connections. */
@Tag(name = "Route")
@RestController
public final class TelemetryController {

    private final TelemetryIntake intake;
    private final Reporters reporters;
    private final ClientAddresses addresses;

    public TelemetryController(TelemetryIntake intake, Reporters reporters, ClientAddresses addresses) {
        this.intake = intake;
        this.reporters = reporters;
        this.addresses = addresses;
    }

    /** @param accepted how many events */
    record Taken(int accepted) {}

    @Operation(
            summary = "Report how connecting went",
            description =
                    "At most 100 events, each {kind, transport, uid, device, version, platform, network, ok, ms, code, missed}."
                            + " kind: connect (with ok; ms: how long it took), disconnect (ms: how long it lasted, code), delay (ms:"
                            + " from sentAt to here), gap (missed). transport: websocket, tcp, push, sse or polling. Needs no token."
                            + " One event that is malformed is 400 for all; who calls too often gets 429 with Retry-After.")
    @PostMapping("/v1/telemetry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Taken report(
            @RequestBody JsonNode body,
            @Parameter(hidden = true) Optional<Caller> caller,
            @Parameter(hidden = true) ServerHttpRequest http) {
        ClientAddress client = addresses.of(http);
        reporters.check(client, caller);
        List<TelemetryEvent> events = TelemetryEvent.parse(body);
        intake.take(events, () -> reporters.number(client));
        return new Taken(events.size());
    }
}
