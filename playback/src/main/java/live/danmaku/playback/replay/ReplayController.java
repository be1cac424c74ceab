package live.danmaku.playback.replay;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.Outline;
import live.danmaku.playback.answer.QueryNumbers;
import live.danmaku.playback.answer.StreamAnswers;
import live.danmaku.playback.slice.FinishedStream;
import live.danmaku.playback.slice.StreamSlices;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers about finished streams by stream time. */
@Tag(name = "Replay")
@RestController
public final class ReplayController {

    private final StreamAnswers answers;
    private final StreamSlices slices;
    private final ReplayPages pages;

    public ReplayController(StreamAnswers answers, StreamSlices slices) {
        this.answers = answers;
        this.slices = slices;
        this.pages = new ReplayPages(slices);
    }

    @Operation(
            summary = "Messages of a finished stream by stream time",
            description =
                    "Those with from ≤ at < to, in ms since the stream began, in the order of time; at is negative before its "
                            + "start. Send the answer's next back as after; it is null at the end. offsetMs: from and to are times of a "
                            + "video in which the stream begins so much later. Answers may be cached, as their headers say.")
    @GetMapping(path = "/v1/replays/{room}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    CompletionStage<ResponseEntity<byte[]>> messages(
            @PathVariable String room,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String types,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String offsetMs,
            @Parameter(hidden = true) ServerHttpRequest request) {
        ReplayQuestion question =
                ReplayQuestion.parse(from, to, types, limit, after).shifted(QueryNumbers.offset(offsetMs));
        return answers.answer(
                request,
                room,
                MediaType.APPLICATION_JSON,
                question,
                stream -> pages.read(stream, question).thenApply(ReplayPage::json));
    }

    @Operation(
            summary = "How lively a finished stream was",
            description =
                    "The number of messages in each bucketMs of the stream. format=points: as times in seconds and "
                            + "values, for players' heat maps. offsetMs is added to the times.")
    @GetMapping(path = "/v1/replays/{room}/density", produces = MediaType.APPLICATION_JSON_VALUE)
    CompletionStage<ResponseEntity<byte[]>> density(
            @PathVariable String room,
            @RequestParam(required = false) @Nullable String bucketMs,
            @RequestParam(required = false) @Nullable String types,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String offsetMs,
            @Parameter(hidden = true) ServerHttpRequest request) {
        boolean asPoints = "points".equals(format);
        if (format != null && !format.isEmpty() && !asPoints) {
            throw new IllegalArgumentException("format: '%s' (expected: points, or none)".formatted(format));
        }
        DensityQuestion question = new DensityQuestion(
                QueryNumbers.parse("bucketMs", bucketMs, 1, Integer.MAX_VALUE, 0),
                ReplayQuestion.types(types),
                asPoints,
                QueryNumbers.offset(offsetMs));
        return answers.heavyAnswer(
                request,
                room,
                MediaType.APPLICATION_JSON,
                question,
                (stream, threads) -> slices.outline(stream.archived())
                        .thenApplyAsync(outline -> density(stream, outline, question), threads));
    }

    /** @param bucketMs 0 for the usual one */
    private record DensityQuestion(long bucketMs, Set<MessageType> types, boolean asPoints, long offsetMs) {}

    private static byte[] density(FinishedStream stream, Outline outline, DensityQuestion question) {
        long length = StreamLength.of(stream, outline);
        long bucket = question.bucketMs() == 0 ? Density.usualBucket(length) : question.bucketMs();
        Density density = new Density(outline, question.types(), length, bucket, question.offsetMs());
        return question.asPoints() ? density.points() : density.counts();
    }
}
