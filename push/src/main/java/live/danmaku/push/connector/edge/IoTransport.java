package live.danmaku.push.connector.edge;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * How sockets are driven.
 *
 * @param name for people
 */
record IoTransport(String name, IoHandlerFactory handlers, Class<? extends ServerChannel> server) {

    /** Native epoll where its library loads, else the JDK's NIO. */
    static IoTransport best() {
        return Epoll.isAvailable()
                ? new IoTransport("epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
                : new IoTransport("nio", NioIoHandler.newFactory(), NioServerSocketChannel.class);
    }
}
