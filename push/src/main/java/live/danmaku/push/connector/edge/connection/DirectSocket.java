package live.danmaku.push.connector.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands bytes to the system past a channel's pipeline and its queue. */
final class DirectSocket {

    private DirectSocket() {}

    /** The socket of a channel of native epoll; null of others, which cannot be written to directly. */
    static @Nullable Socket of(Channel channel) {
        return channel instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket socket ? socket : null;
    }

    /**
     * Only right on the channel's loop, and while nothing waits in the channel's queue.
     *
     * @param bytes stays as it is
     * @param from the index of the first byte
     * @return how many bytes the system has taken; 0 when it takes none now, or when the connection has broken: then the
     *     channel is to be tried, and says what is wrong
     */
    static int send(Socket socket, ByteBuf bytes, int from) {
        if (!socket.isOpen() || !bytes.hasMemoryAddress()) {
            return 0;
        }
        try {
            return socket.sendAddress(bytes.memoryAddress(), from, bytes.writerIndex());
        } catch (IOException e) {
            return 0;
        }
    }
}
