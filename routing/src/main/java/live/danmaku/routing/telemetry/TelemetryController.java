package live.danmaku.routing.telemetry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
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

    public TelemetryController(TelemetryIntake intake) {
        this.intake = intake;
    }

    /** @param accepted how many events */
    record Taken(int accepted) {}

    @Operation(
            summary = "Report how connecting went",
            description =
                    "At most 100 events, each {kind, transport, uid, device, version, platform, network, ok, ms, code, missed}."
                            + " kind: connect (with ok; ms: how long it took), disconnect (ms: how long it lasted, code), delay (ms:"
                            + " from sentAt to here), gap (missed). transport: websocket, tcp, push, sse or polling. Needs no token."
                            + " One event that is malformed is 400 for all.")
    @PostMapping("/v1/telemetry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Taken report(@RequestBody JsonNode body) {
        List<TelemetryEvent> events = TelemetryEvent.parse(body);
        intake.take(events);
        return new Taken(events.size());
    }
}
