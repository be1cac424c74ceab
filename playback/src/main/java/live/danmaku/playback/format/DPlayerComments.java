package live.danmaku.playback.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.archive.Outline;
import live.danmaku.playback.slice.FinishedStream;
import live.danmaku.playback.slice.Slice;
import live.danmaku.playback.slice.SliceWalk;
import live.danmaku.playback.slice.StreamSlices;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream's comments as DPlayer loads them: {@code {"code":0,"data":[[seconds, type, color, author, text]]}}, type 0
 * across, 1 top, 2 bottom. DPlayer puts texts into the page as HTML, so they are escaped here. Of more comments than
 * are wanted, every so manieth is taken, so that the whole video has some.
 */
final class DPlayerComments {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<MessageType> COMMENTS = EnumSet.of(MessageType.COMMENT);

    private final SliceWalk walk;
    private final long all;
    private final int most;
    private final long offsetMs;
    private final Executor threads;
    private final List<PlayerComment> comments = new ArrayList<>();
    private long seen;

    DPlayerComments(
            FinishedStream stream, StreamSlices slices, Outline outline, int most, long offsetMs, Executor threads) {
        this.walk = new SliceWalk(slices, stream.archived(), outline, COMMENTS, Long.MIN_VALUE, Long.MAX_VALUE);
        this.all = outline.count(COMMENTS, Long.MIN_VALUE, Long.MAX_VALUE);
        this.most = most;
        this.offsetMs = offsetMs;
        this.threads = threads;
    }

    CompletionStage<byte[]> read() {
        return walk.next()
                .thenComposeAsync(
                        slice -> {
                            if (slice.isEmpty()) {
                                return CompletableFuture.completedFuture(json());
                            }
                            take(slice);
                            return read();
                        },
                        threads);
    }

    private void take(Optional<Slice> slice) {
        for (ArchivedMessage message : slice.orElseThrow().messages()) {
            if (message.type() == MessageType.COMMENT) {
                boolean wanted = all <= most || seen * most / all != (seen - 1) * most / all || seen == 0;
                if (wanted && comments.size() < most) {
                    comments.add(PlayerComment.of(message, offsetMs));
                }
                seen++;
            }
        }
    }

    private byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * (comments.size() + 1));
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberProperty("code", 0);
            json.writeArrayPropertyStart("data");
            for (PlayerComment comment : comments) {
                json.writeStartArray();
                json.writeNumber(comment.videoMs() / 1e3);
                json.writeNumber(type(comment.mode()));
                json.writeNumber(comment.color());
                json.writeString(escape(comment.user()));
                json.writeString(escape(comment.text()));
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static int type(int mode) {
        return switch (mode) {
            case 5 -> 1;
            case 4 -> 2;
            default -> 0;
        };
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
