package live.danmaku.playback.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Outline;
import live.danmaku.playback.answer.HeavyAnswers;
import live.danmaku.playback.answer.QueryNumbers;
import live.danmaku.playback.answer.StreamAnswers;
import live.danmaku.playback.slice.FinishedStream;
import live.danmaku.playback.slice.FinishedStreams;
import live.danmaku.playback.slice.ReplaySettings;
import live.danmaku.playback.slice.Slice;
import live.danmaku.playback.slice.SliceWalk;
import live.danmaku.playback.slice.StreamSlices;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Serves finished streams' comments to players. */
@Tag(name = "Replay")
@RestController
public final class FormatController {

    private static final Set<MessageType> COMMENTS = EnumSet.of(MessageType.COMMENT);
    private static final MediaType XML = new MediaType("application", "xml", UTF_8);
    private static final int DEFAULT_MAX = 1_000;
    private static final int MOST_MAX = 50_000;

    private final FinishedStreams streams;
    private final StreamAnswers answers;
    private final HeavyAnswers heavy;
    private final StreamSlices slices;
    private final ReplaySettings settings;

    public FormatController(
            FinishedStreams streams,
            StreamAnswers answers,
            HeavyAnswers heavy,
            StreamSlices slices,
            ReplaySettings settings) {
        this.streams = streams;
        this.answers = answers;
        this.heavy = heavy;
        this.slices = slices;
        this.settings = settings;
    }

    @Operation(
            summary = "A finished stream's comments as danmaku XML",
            description =
                    "One <d p=\"time,mode,size,color,unix,pool,user,id\"> a comment, in the order of time; time in "
                            + "seconds, plus offsetMs. What was said before the start is at 0.")
    @GetMapping(path = "/v1/replays/{room}.xml", produces = MediaType.APPLICATION_XML_VALUE)
    CompletionStage<ResponseEntity<Flux<DataBuffer>>> xml(
            @PathVariable String room,
            @RequestParam(required = false) @Nullable String offsetMs,
            @Parameter(hidden = true) ServerHttpRequest request) {
        long offset = QueryNumbers.offset(offsetMs);
        return streams.require(room).thenCompose(stream -> {
            ResponseEntity.BodyBuilder head = ResponseEntity.ok()
                    .eTag(stream.etag())
                    .cacheControl(StreamAnswers.caching(settings))
                    .varyBy("Accept-Encoding")
                    .contentType(XML);
            if (request.getHeaders().getIfNoneMatch().contains(stream.etag())) {
                return CompletableFuture.completedFuture(ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(stream.etag())
                        .cacheControl(StreamAnswers.caching(settings))
                        .varyBy("Accept-Encoding")
                        .build());
            }
            return heavy.export(
                    heavy.clientOf(request),
                    export -> slices.outline(stream.archived())
                            .thenApply(outline -> head.body(xml(stream, outline, offset, export))));
        });
    }

    /** One buffer a slice, made when the one before is on its way. */
    private Flux<DataBuffer> xml(FinishedStream stream, Outline outline, long offsetMs, HeavyAnswers.Export export) {
        SliceWalk walk = new SliceWalk(slices, stream.archived(), outline, COMMENTS, Long.MIN_VALUE, Long.MAX_VALUE);
        long comments = outline.count(COMMENTS, Long.MIN_VALUE, Long.MAX_VALUE);
        Flux<Optional<Slice>> parts =
                Mono.defer(() -> Mono.fromCompletionStage(walk.next())).repeat().takeWhile(Optional::isPresent);
        Flux<String> body = export.body(parts, slice -> comments(slice.orElseThrow(), offsetMs));
        return Flux.concat(Mono.just(DanmakuXml.head(stream.room().id(), comments)), body, Mono.just(DanmakuXml.tail()))
                .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8)));
    }

    private static String comments(Slice slice, long offsetMs) {
        StringBuilder out = new StringBuilder(128 * slice.messages().size());
        for (ArchivedMessage message : slice.messages()) {
            if (message.type() == MessageType.COMMENT) {
                DanmakuXml.write(PlayerComment.of(message, offsetMs), out);
            }
        }
        return out.toString();
    }

    @Operation(
            summary = "A finished stream's comments as DPlayer loads them",
            description = "id: the room. max: at most so many, 1-50000; of more, some are taken evenly.")
    @GetMapping(
            path = {"/v1/replays/dplayer/v3/", "/v1/replays/dplayer/v3"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    CompletionStage<ResponseEntity<byte[]>> dplayer(
            @RequestParam(required = false) @Nullable String id,
            @RequestParam(required = false) @Nullable String max,
            @RequestParam(required = false) @Nullable String offsetMs,
            @Parameter(hidden = true) ServerHttpRequest request) {
        if (id == null || id.isEmpty()) {
            throw ApiException.badRequest("id: missing (expected: a room)");
        }
        DPlayerQuestion question = new DPlayerQuestion(
                (int) QueryNumbers.parse("max", max, 1, MOST_MAX, DEFAULT_MAX), QueryNumbers.offset(offsetMs));
        return answers.heavyAnswer(
                request,
                id,
                MediaType.APPLICATION_JSON,
                question,
                (stream, threads) -> slices.outline(stream.archived())
                        .thenCompose(outline -> new DPlayerComments(
                                        stream, slices, outline, question.max(), question.offsetMs(), threads)
                                .read()));
    }

    private record DPlayerQuestion(int max, long offsetMs) {}
}
