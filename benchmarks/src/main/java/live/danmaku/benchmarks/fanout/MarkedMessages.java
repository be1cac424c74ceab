package live.danmaku.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.URI;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import live.danmaku.benchmarks.load.RequestSource;

/** POSTs of messages that say when they were posted, to each room in turn. For the load thread. */
final class MarkedMessages implements RequestSource {

    private final Template[] templates;
    private int next;

    /**
     * @param path by room
     * @param headers further lines, each with its line end
     * @param body holds {@link Marker#PLACE}
     */
    MarkedMessages(URI server, int rooms, IntFunction<String> path, String headers, String body) {
        this.templates = IntStream.range(0, rooms)
                .mapToObj(room -> {
                    String request = "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\n\r\n%s"
                            .formatted(path.apply(room), server.getAuthority(), headers, body.length(), body);
                    return new Template(request.getBytes(US_ASCII), request.indexOf(Marker.PLACE) + 1);
                })
                .toArray(Template[]::new);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Template(byte[] bytes, int digitsAt) {}

    @Override
    public Request next() {
        Template template = templates[next++ % templates.length];
        return new Request() {
            @Override
            public ByteBuf bytes() {
                ByteBuf request = PooledByteBufAllocator.DEFAULT.directBuffer(template.bytes().length);
                request.writeBytes(template.bytes());
                Marker.write(request, template.digitsAt(), Marker.now());
                return request;
            }

            @Override
            public boolean isRight(int status, ByteBuf body) {
                return status / 100 == 2;
            }
        };
    }
}
