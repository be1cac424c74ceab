package live.danmaku.web.body;

import live.danmaku.web.problem.ApiException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/**
 * The lines of a request body, of bounded length each.
 *
 * <p>Each network buffer is copied and released before anything can refuse its bytes. The framework's own line decoder
 * must not be used under a limit: it releases the buffer that exceeds the limit twice (spring-core 7.0.9), and since that buffer is
 * a slice of the connection's, bytes of other connections are then read from recycled memory.
 */
public final class BodyLines {

    private BodyLines() {}

    /**
     * The body's lines in order, without their ends ({@code \n} or {@code \r\n}), decoded as UTF-8. The last one may lack an end.
     *
     * @param mostBytes of one line
     * @return fails with a 413 at the first line that is longer
     */
    public static Flux<String> of(Flux<DataBuffer> body, int mostBytes) {
        return Flux.defer(() -> {
            LineSplitter splitter = new LineSplitter(mostBytes);
            return body.map(BodyLines::copy)
                    .concatMapIterable(splitter::take)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(splitter.rest())))
                    .onErrorMap(
                            LineTooLongException.class,
                            e -> ApiException.tooLarge("line %d has more than %d bytes (expected: %d at most)"
                                    .formatted(e.line(), mostBytes, mostBytes)));
        });
    }

    private static byte[] copy(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
