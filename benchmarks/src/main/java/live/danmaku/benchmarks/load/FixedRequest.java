package live.danmaku.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;

/** The same GET again and again; an answer is right when it is 200 with a body of the expected size. */
public final class FixedRequest implements RequestSource, RequestSource.Request {

    private final ByteBuf bytes;
    private final int bodyLength;

    /** @param path with query */
    public FixedRequest(URI server, String path, int bodyLength) {
        this.bytes = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                .writeBytes("GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n"
                        .formatted(path, server.getAuthority())
                        .getBytes(US_ASCII)));
        this.bodyLength = bodyLength;
    }

    @Override
    public Request next() {
        return this;
    }

    @Override
    public ByteBuf bytes() {
        return bytes.duplicate();
    }

    @Override
    public boolean isRight(int status, ByteBuf body) {
        return status == 200 && body.readableBytes() == bodyLength;
    }
}
