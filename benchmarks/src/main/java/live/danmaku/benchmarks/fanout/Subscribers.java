package live.danmaku.benchmarks.fanout;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import live.danmaku.benchmarks.load.LoadThread;
import org.jspecify.annotations.Nullable;

/** All subscribers of a case at one broadcaster. */
final class Subscribers implements AutoCloseable {

    private static final int CONNECTING_AT_ONCE = 100;
    private static final long READY_WITHIN_SECONDS = 60;
    private static final long HEARTBEAT_SECONDS = 20;

    /** So many of them, at most, have their delays looked at. */
    private static final int TIMED = 100;

    private final ChannelGroup channels;
    private final Deliveries deliveries = new Deliveries();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ScheduledFuture<?> heartbeats;
    private volatile boolean closing;

    /** Connects them; blocks until all are in their rooms. */
    Subscribers(LoadThread thread, Broadcaster server, FanoutCase load) throws IOException, InterruptedException {
        channels = new DefaultChannelGroup(thread.loop());
        Semaphore connecting = new Semaphore(CONNECTING_AT_ONCE);
        URI at = server.subscribeAt();
        Bootstrap bootstrap = new Bootstrap()
                .group(thread.loop())
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true);
        int timedEvery = Math.max(1, load.subscribers() / TIMED);
        for (int i = 0; i < load.subscribers(); i++) {
            await(connecting, 1);
            int room = i % load.rooms();
            ChannelFuture future = bootstrap
                    .clone()
                    .handler(new Subscriber(
                            at.getAuthority(),
                            server.path(room),
                            server.greeting(room),
                            deliveries,
                            i % timedEvery == 0,
                            new Ready(connecting)))
                    .connect(at.getHost(), at.getPort());
            future.addListener(done -> {
                if (!done.isSuccess()) {
                    fail(done.cause());
                    connecting.release();
                }
            });
            channels.add(future.channel());
        }
        await(connecting, CONNECTING_AT_ONCE);
        heartbeats = thread.loop()
                .scheduleAtFixedRate(() -> beat(server), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets the next one connect, once. */
    private final class Ready implements java.util.function.Consumer<@Nullable Throwable> {

        private final Semaphore connecting;
        private boolean told;

        Ready(Semaphore connecting) {
            this.connecting = connecting;
        }

        @Override
        public void accept(@Nullable Throwable why) {
            if (why != null) {
                fail(why);
            }
            if (!told) {
                told = true;
                connecting.release();
            }
        }
    }

    private void await(Semaphore connecting, int permits) throws IOException, InterruptedException {
        if (!connecting.tryAcquire(permits, READY_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("subscribers are not in their rooms after %d s".formatted(READY_WITHIN_SECONDS));
        }
        check();
    }

    private void beat(Broadcaster server) {
        for (Channel channel : channels) {
            ByteBuf beat = server.heartbeat();
            if (beat != null) {
                channel.writeAndFlush(Subscriber.frame(channel.pipeline().firstContext(), beat), channel.voidPromise());
                beat.release();
            }
        }
    }

    private void fail(Throwable cause) {
        if (!closing) {
            failure.compareAndSet(null, cause);
        }
    }

    /** @throws IOException when a connection failed */
    void check() throws IOException {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IOException("a subscriber: " + cause.getMessage(), cause);
        }
    }

    /** From now on they take nothing, and what becomes of them does not matter. */
    void stopReading() {
        closing = true;
        channels.forEach(channel -> channel.config().setAutoRead(false));
    }

    /** For the load thread. */
    Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public void close() {
        closing = true;
        heartbeats.cancel(false);
        channels.close().awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
