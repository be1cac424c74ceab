package live.danmaku.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.util.List;

/** The same poll again and again of rooms where something happens; an answer is right when it is 200 with some page. */
public final class PollRequest implements RequestSource, RequestSource.Request {

    private final ByteBuf[] requests;
    private final int least;
    private final int most;
    private int next;

    /**
     * @param paths with queries, asked in turn
     * @param least bytes of a right answer
     * @param most bytes of a right answer
     */
    public PollRequest(URI server, List<String> paths, int least, int most) {
        this.requests = paths.stream()
                .map(path -> "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n"
                        .formatted(path, server.getAuthority()))
                .map(text -> Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(text.getBytes(US_ASCII))))
                .toArray(ByteBuf[]::new);
        this.least = least;
        this.most = most;
    }

    @Override
    public Request next() {
        return this;
    }

    @Override
    public ByteBuf bytes() {
        next = (next + 1) % requests.length;
        return requests[next].duplicate();
    }

    @Override
    public boolean isRight(int status, ByteBuf body) {
        int bytes = body.readableBytes();
        return status == 200
                && bytes >= least
                && bytes <= most
                && body.getByte(body.readerIndex()) == '{'
                && body.getByte(body.writerIndex() - 1) == '}';
    }
}
