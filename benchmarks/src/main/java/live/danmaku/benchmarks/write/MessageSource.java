package live.danmaku.benchmarks.write;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import live.danmaku.benchmarks.load.RequestSource;

/**
 * POSTs of messages, in turn to each path, each with an id of its own: {@code <run>-<ten digits>}. Only the digits differ
 * from one request to the next, so a request costs a copy.
 */
public final class MessageSource implements RequestSource {

    static final int DIGITS = 10;

    private static final String COMMENT =
            "{\"type\":\"comment\",\"id\":\"NUMBER\",\"from\":{\"uid\":\"user42\",\"name\":\"Ann Example\"},"
                    + "\"body\":{\"text\":\"a comment as people write them, neither short nor long 123456\"}}";

    /** Each from somebody else: what one gives again and again is merged. */
    private static final String GIFT =
            "{\"type\":\"gift\",\"id\":\"NUMBER\",\"from\":{\"uid\":\"NUMBER\",\"name\":\"Ann Example\"},"
                    + "\"body\":{\"gift\":\"rose\"}}";

    private final Template[] templates;
    private final Visibility visibility;
    private int next;

    private MessageSource(
            URI server, List<String> paths, String token, String run, String body, Visibility visibility) {
        this.visibility = visibility;
        this.templates = paths.stream()
                .map(path -> Template.of(server, path, token, run + "-", body))
                .toArray(Template[]::new);
    }

    /** @param paths to which messages are posted */
    public static MessageSource comments(
            URI server, List<String> paths, String token, String run, Visibility visibility) {
        return new MessageSource(server, paths, token, run, COMMENT, visibility);
    }

    /** @param paths to which messages are posted */
    public static MessageSource gifts(URI server, List<String> paths, String token, String run, Visibility visibility) {
        return new MessageSource(server, paths, token, run, GIFT, visibility);
    }

    @Override
    public Request next() {
        int number = next++;
        return new Request() {
            @Override
            public ByteBuf bytes() {
                return templates[number % templates.length].request(number);
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

    /** @param digitsAt where numbers begin */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Template(byte[] bytes, int[] digitsAt) {

        static Template of(URI server, String path, String token, String before, String body) {
            String number = before + "0".repeat(DIGITS);
            String numbered = body.replace("NUMBER", number);
            String request =
                    "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(path, server.getAuthority(), token, numbered.length(), numbered);
            return new Template(
                    request.getBytes(US_ASCII),
                    Pattern.compile(number, Pattern.LITERAL)
                            .matcher(request)
                            .results()
                            .mapToInt(found -> found.start() + before.length())
                            .toArray());
        }

        ByteBuf request(int number) {
            ByteBuf request = PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length);
            request.writeBytes(bytes);
            for (int begin : digitsAt) {
                int left = number;
                for (int at = begin + DIGITS - 1; left > 0; at--) {
                    request.setByte(at, '0' + left % 10);
                    left /= 10;
                }
            }
            return request;
        }
    }
}
