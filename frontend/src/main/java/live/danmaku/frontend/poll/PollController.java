package live.danmaku.frontend.poll;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.frontend.viewer.PresenceRefresher;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers polls. */
@Tag(name = "Messages")
@RestController
public final class PollController {

    private final Rooms rooms;
    private final TimelineReader timeline;
    private final OnlineCounts online;
    private final PresenceRefresher presence;
    private final SwitchWatch switches;
    private final PollSettings settings;
    private final Timer latency;

    public PollController(
            Rooms rooms,
            TimelineReader timeline,
            OnlineCounts online,
            PresenceRefresher presence,
            SwitchWatch switches,
            PollSettings settings,
            MeterRegistry registry) {
        this.rooms = rooms;
        this.timeline = timeline;
        this.online = online;
        this.presence = presence;
        this.switches = switches;
        this.settings = settings;
        this.latency = Timer.builder("danmaku.poll")
                .description("From a poll's arrival to its answer's bytes")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(5))
                .register(registry);
    }

    @Operation(
            summary = "Poll a room",
            description = "The messages after a cursor, oldest first. Send back the answer's cursor after pollAfterMs. "
                    + "Without after: the newest page; after=start: from the oldest kept.")
    @GetMapping(path = "/v1/rooms/{room}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    CompletionStage<ResponseEntity<byte[]>> poll(
            @PathVariable String room,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String types,
            @RequestParam(required = false) @Nullable String limit,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @Parameter(hidden = true) Optional<Caller> caller) {
        long begin = System.nanoTime();
        return rooms.require(room).thenCompose(found -> {
            ReadRequest forAll = PollQuestion.parse(found.id(), after, types, limit);
            caller.ifPresent(viewer -> presence.polled(found.id(), viewer.uid()));
            ReadRequest question = caller.map(viewer -> forAll.as(viewer.uid())).orElse(forAll);
            return timeline.read(question).thenCombine(online.of(found.id()), (result, count) -> {
                ResponseEntity<byte[]> answer = answer(found, result, count, known);
                latency.record(Duration.ofNanos(System.nanoTime() - begin));
                return answer;
            });
        });
    }

    private ResponseEntity<byte[]> answer(Room room, ReadResult result, long online, @Nullable String known) {
        PollAnswer answer = result instanceof ReadResult.Page page
                ? new PollAnswer(room, page.cursor(), page.messages(), page.gap(), pollAfterMs(room, page), online)
                : new PollAnswer(
                        room,
                        ((ReadResult.Ahead) result).cursor(),
                        List.of(),
                        false,
                        interval().toMillis(),
                        online);
        String etag = answer.etag();
        if (etag.equals(known)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(etag)
                    .varyBy(HttpHeaders.ACCEPT_ENCODING)
                    .build();
        }
        return ResponseEntity.ok()
                .eTag(etag)
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.json());
    }

    /** At once when more is waiting; less often when nothing more can come. */
    private long pollAfterMs(Room room, ReadResult.Page page) {
        if (page.more()) {
            return 0;
        }
        return room.state() == RoomState.ENDED
                ? interval().multipliedBy(5).toMillis()
                : interval().toMillis();
    }

    private Duration interval() {
        return switches.inForce().pollInterval(settings.interval());
    }
}
