package live.danmaku.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with one request under way at most. For the load thread only. */
public final class HttpConnection extends ChannelInboundHandlerAdapter {

    private @Nullable Channel channel;
    private @Nullable AnswerHandler waiting;
    private @Nullable ByteBuf received;

    HttpConnection() {}

    /**
     * Sends a whole request, head and body.
     *
     * @param request released when it is written
     */
    public void send(ByteBuf request, AnswerHandler handler) {
        if (waiting != null || channel == null) {
            throw new IllegalStateException(channel == null ? "not connected" : "a request is under way");
        }
        waiting = handler;
        channel.writeAndFlush(request, channel.voidPromise());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
        ByteBuf bytes = (ByteBuf) message;
        if (received == null) {
            received = bytes;
        } else {
            received = received.writeBytes(bytes);
            bytes.release();
        }
        @Nullable AnswerHead head = AnswerHead.parse(received);
        if (head == null || received.readableBytes() < head.length() + head.bodyLength()) {
            return;
        }
        ByteBuf answer = received;
        received = null;
        try {
            answer.skipBytes(head.length());
            take().answered(head.status(), answer);
        } finally {
            answer.release();
        }
    }

    private AnswerHandler take() throws IOException {
        @Nullable AnswerHandler handler = waiting;
        if (handler == null) {
            throw new IOException("an answer that nobody asked for");
        }
        waiting = null;
        return handler;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new IOException("the server closed a connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
        context.close();
    }

    private void fail(Throwable cause) {
        @Nullable AnswerHandler handler = waiting;
        waiting = null;
        if (received != null) {
            received.release();
            received = null;
        }
        if (handler != null) {
            handler.failed(cause);
        }
    }
}
