package live.danmaku.frontend.moderation;

import java.util.concurrent.CompletionStage;
import live.danmaku.web.problem.ApiException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a change. Full lists need more room than other calls are allowed, so this reads the bytes itself, up
 * to {@value #MOST_BYTES}.
 */
public final class ModerationReader {

    private static final int MOST_BYTES = 512 * 1024;

    private final JsonMapper json;

    public ModerationReader(JsonMapper json) {
        this.json = json.rebuild()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }

    /** Fails with a 400 when the body is no change, and with a 413 when it is too large. */
    CompletionStage<ModerationBody> read(ServerHttpRequest http) {
        return DataBufferUtils.join(http.getBody(), MOST_BYTES)
                .map(ModerationReader::bytes)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(
                        DataBufferLimitException.class,
                        e -> ApiException.tooLarge("request body of more than %d bytes (expected: %d at most)"
                                .formatted(MOST_BYTES, MOST_BYTES)))
                .flatMap(body -> body.length == 0
                        ? Mono.error(new ServerWebInputException("No request body"))
                        : Mono.fromSupplier(() -> parse(body)))
                .toFuture();
    }

    private ModerationBody parse(byte[] body) {
        ModerationBody change;
        try {
            change = json.readValue(body, ModerationBody.class);
        } catch (JacksonException e) {
            throw new ServerWebInputException("Failed to read HTTP message", null, e);
        }
        if (change == null) {
            throw ApiException.badRequest("request body: null (expected: an object)");
        }
        return change;
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
