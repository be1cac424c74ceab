package live.danmaku.benchmarks.gears;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.process.FreePort;

/** A TCP link to a server whose answers take some time longer, and keep their order. It carries as much as any other. */
final class SlowLink implements AutoCloseable {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final int port = FreePort.find(1);
    private final InetSocketAddress server;
    private final Duration delay;

    /** Listens on a free port of 127.0.0.1. */
    SlowLink(InetSocketAddress server, Duration delay) throws InterruptedException {
        this.server = server;
        this.delay = delay;
        new ServerBootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new Client())
                .bind("127.0.0.1", port)
                .sync();
    }

    int port() {
        return port;
    }

    /** One side of a connection; what comes from it goes to the other one. */
    private static class Side extends ChannelInboundHandlerAdapter {

        private final Channel other;

        Side(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            other.writeAndFlush(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            other.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private final class SlowSide extends Side {

        SlowSide(Channel client) {
            super(client);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            // Tasks that are due at the same time run in the order they were given.
            context.executor().schedule(() -> super.channelRead(context, bytes), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** A client that has just come, and that is read from when there is somebody to give it to. */
    @Sharable
    private final class Client extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            Channel client = context.channel();
            ChannelFuture connecting = new Bootstrap()
                    .group(client.eventLoop())
                    .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new SlowSide(client))
                    .connect(server);
            connecting.addListener(done -> {
                if (done.isSuccess()) {
                    context.pipeline().replace(this, "side", new Side(connecting.channel()));
                    client.config().setAutoRead(true);
                } else {
                    client.close();
                }
            });
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
