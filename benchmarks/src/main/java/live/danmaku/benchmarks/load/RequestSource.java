package live.danmaku.benchmarks.load;

import io.netty.buffer.ByteBuf;

/** What a load consists of. Asked on the load thread. */
public interface RequestSource {

    /** The next request; the caller sends it at once. */
    Request next();

    /** One request. */
    interface Request {

        /** Head and body; released by the receiver. */
        ByteBuf bytes();

        /**
         * @param body readable until this call returns
         * @return whether this is the answer that was wished for
         */
        boolean isRight(int status, ByteBuf body);
    }
}
