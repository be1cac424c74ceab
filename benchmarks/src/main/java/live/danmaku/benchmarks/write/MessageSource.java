package live.danmaku.benchmarks.write;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.URI;
import java.util.List;
import live.danmaku.benchmarks.load.RequestSource;

/**
 * POSTs of comments, in turn to each path, each with an id of its own: {@code <run>-<ten digits>}. Only the digits differ
 * from one request to the next, so a request costs a copy.
 */
final class MessageSource implements RequestSource {

    private static final int DIGITS = 10;
    private static final String TEXT = "a comment as people write them, neither short nor long 123456";

    private final byte[][] templates;
    private final int[] digitsAt;
    private final Visibility visibility;
    private int next;

    /** @param paths to which messages are posted */
    MessageSource(URI server, List<String> paths, String token, String run, Visibility visibility) {
        this.visibility = visibility;
        this.templates = new byte[paths.size()][];
        this.digitsAt = new int[paths.size()];
        String body =
                "{\"type\":\"comment\",\"id\":\"%s-%s\",\"from\":{\"uid\":\"user42\",\"name\":\"Ann Example\"},\"body\":{\"text\":\"%s\"}}"
                        .formatted(run, "0".repeat(DIGITS), TEXT);
        for (int i = 0; i < templates.length; i++) {
            String request =
                    "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(paths.get(i), server.getAuthority(), token, body.length(), body);
            templates[i] = request.getBytes(US_ASCII);
            digitsAt[i] = request.lastIndexOf(run + "-") + run.length() + 1;
        }
    }

    @Override
    public Request next() {
        int number = next++;
        return new Request() {
            @Override
            public ByteBuf bytes() {
                return request(number);
            }

            @Override
            public boolean isRight(int status, ByteBuf body) {
                if (status == 202) {
                    visibility.accepted(number);
                }
                return status == 202;
            }
        };
    }

    private ByteBuf request(int number) {
        int path = number % templates.length;
        ByteBuf request = PooledByteBufAllocator.DEFAULT.directBuffer(templates[path].length);
        request.writeBytes(templates[path]);
        int left = number;
        for (int at = digitsAt[path] + DIGITS - 1; left > 0; at--) {
            request.setByte(at, '0' + left % 10);
            left /= 10;
        }
        return request;
    }
}
