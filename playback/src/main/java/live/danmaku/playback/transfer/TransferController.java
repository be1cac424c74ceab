package live.danmaku.playback.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.SafeText;
import live.danmaku.model.archive.ArchivePage;
import live.danmaku.model.archive.ArchiveReader;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.playback.answer.HeavyAnswers;
import live.danmaku.playback.answer.QueryNumbers;
import live.danmaku.playback.slice.FinishedStreams;
import live.danmaku.web.body.BodyLines;
import live.danmaku.web.ops.StaffChanges;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes and gives whole streams, a line a message. */
@Tag(name = "Replay")
@RestController
public final class TransferController {

    private static final MediaType LINES = MediaType.APPLICATION_NDJSON;
    private static final int LINES_A_READ = 1_000;
    private static final int MOST_LINE_BYTES = 16_384;
    private static final long LATEST = 1L << 50;

    private final FinishedStreams streams;
    private final RoomStore rooms;
    private final HeavyAnswers heavy;
    private final ArchiveReader reader;
    private final ArchiveWriter writer;
    private final StaffChanges changes;

    public TransferController(
            FinishedStreams streams,
            RoomStore rooms,
            HeavyAnswers heavy,
            ArchiveReader reader,
            ArchiveWriter writer,
            StaffChanges changes) {
        this.streams = streams;
        this.rooms = rooms;
        this.heavy = heavy;
        this.reader = reader;
        this.writer = writer;
        this.changes = changes;
    }

    @Operation(
            summary = "A finished stream as a recording",
            description =
                    "A JSON object a line, in the order in which the messages became visible: {\"t\",\"ts\",\"kind\",\"user\","
                            + "\"text\",…}. The header Danmaku-Messages says how many there are.")
    @GetMapping(path = "/v1/replays/{room}.jsonl", produces = MediaType.APPLICATION_NDJSON_VALUE)
    CompletionStage<ResponseEntity<Flux<DataBuffer>>> export(
            @PathVariable String room, @Parameter(hidden = true) ServerHttpRequest request) {
        return streams.require(room)
                .thenCompose(stream -> heavy.export(
                        heavy.clientOf(request),
                        export -> CompletableFuture.completedFuture(ResponseEntity.ok()
                                .eTag(stream.etag())
                                .contentType(LINES)
                                .header(
                                        "Danmaku-Messages",
                                        Long.toString(stream.archived().messages()))
                                .body(export.body(pages(stream.room().id()), TransferController::lines)))));
    }

    private Flux<List<ArchivedMessage>> pages(RoomId room) {
        return read(room, 0)
                .expand(page -> page.isEmpty()
                        ? Mono.empty()
                        : read(room, page.get(page.size() - 1).place()))
                .filter(page -> !page.isEmpty());
    }

    private static DataBuffer lines(List<ArchivedMessage> page) {
        StringBuilder out = new StringBuilder();
        page.forEach(message -> out.append(RecordedLines.line(message)).append('\n'));
        return DefaultDataBufferFactory.sharedInstance.wrap(out.toString().getBytes(UTF_8));
    }

    private Mono<List<ArchivedMessage>> read(RoomId room, long after) {
        return Mono.fromCompletionStage(() -> reader.after(room, after, LINES_A_READ));
    }

    /** The answer to an import. */
    record Imported(String room, long messages) {}

    @Operation(
            summary = "Make a finished stream of a recording",
            description =
                    "For service and ops. The body is a JSON object a line, of the export's form; t may be negative. "
                            + "startedAt: ms since 1970. An import that failed may be repeated; the room is there then, without a replay.")
    @PutMapping(path = "/v1/replays/{room}", consumes = MediaType.APPLICATION_NDJSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Imported> take(
            @PathVariable String room,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(required = false) @Nullable String startedAt,
            @RequestParam(required = false) @Nullable String durationMs,
            @RequestParam(required = false) @Nullable String reason,
            @Parameter(hidden = true) Caller caller,
            @RequestBody(required = false) Flux<DataBuffer> body) {
        caller.requireAny("importing a stream", Role.SERVICE, Role.OPS);
        long start = QueryNumbers.parse("startedAt", startedAt, 0, LATEST, 0);
        long length = QueryNumbers.parse("durationMs", durationMs, 0, LATEST, 0);
        Room ended = new Room(
                new RoomId(room),
                title.isBlank() ? room : SafeText.cleanName(title, 100),
                SafeText.cleanName(area, 32),
                caller.sender(),
                RoomState.ENDED,
                start,
                start + length);
        StreamImport run = new StreamImport(ended, rooms, writer);
        String what = "import replay " + ended.id();
        return Mono.fromCompletionStage(() -> changes.noteAlways(caller, what, "null", "\"ended\"", reason))
                .then(Mono.fromCompletionStage(run::begin))
                .thenMany(BodyLines.of(body, MOST_LINE_BYTES)
                        .buffer(ArchivePage.MOST_MESSAGES)
                        .concatMap(some -> Mono.fromCompletionStage(() -> run.take(some)), 1))
                .then(Mono.fromCompletionStage(run::finish))
                .map(messages -> {
                    streams.changed(ended.id());
                    return new Imported(room, messages);
                });
    }
}
