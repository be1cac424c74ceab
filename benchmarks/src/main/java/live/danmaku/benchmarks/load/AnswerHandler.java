package live.danmaku.benchmarks.load;

import io.netty.buffer.ByteBuf;

/** Gets the answer to one request, on the load thread. */
public interface AnswerHandler {

    /** @param body readable until this call returns */
    void answered(int status, ByteBuf body);

    /** No answer will come. */
    void failed(Throwable cause);
}
