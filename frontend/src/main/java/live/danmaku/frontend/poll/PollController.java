package live.danmaku.frontend.poll;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.frontend.viewer.PresenceRefresher;
import live.danmaku.model.room.Room;
import live.danmaku.model.timeline.ReadRequest;
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
    private final PollListener listener;
    private final PollPace pace;
    private final Timer latency;

    public PollController(
            Rooms rooms,
            TimelineReader timeline,
            OnlineCounts online,
            PresenceRefresher presence,
            PollListener listener,
            PollPace pace,
            MeterRegistry registry) {
        this.rooms = rooms;
        this.timeline = new SharedReads(timeline, registry);
        this.online = online;
        this.presence = presence;
        this.listener = listener;
        this.pace = pace;
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
            listener.polled(found.id());
            caller.ifPresent(viewer -> presence.polled(found.id(), viewer.uid()));
            ReadRequest question = caller.map(viewer -> forAll.as(viewer.uid())).orElse(forAll);
            return timeline.read(question).thenCombine(online.of(found.id()), (result, count) -> {
                ResponseEntity<byte[]> answer = answer(found, PollPage.of(result), count, known);
                latency.record(Duration.ofNanos(System.nanoTime() - begin));
                return answer;
            });
        });
    }

    private ResponseEntity<byte[]> answer(Room room, PollPage page, long online, @Nullable String known) {
        PollAnswer answer = new PollAnswer(room, page, pace.pollAfterMs(room, page.more()), online);
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
}
