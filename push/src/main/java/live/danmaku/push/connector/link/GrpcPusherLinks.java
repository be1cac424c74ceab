package live.danmaku.push.connector.link;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams to all pushers by gRPC, on the hub's own thread: what comes in is heard without a change of threads. */
public final class GrpcPusherLinks implements PusherLinks, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GrpcPusherLinks.class);
    private static final int MOST_MESSAGE_BYTES = 16 << 20;

    /** The least that gRPC's clients do. */
    private static final long KEEP_ALIVE_S = 10;

    private static final long KEEP_ALIVE_WITHIN_S = 5;

    private final EventLoop thread;
    private final Class<? extends Channel> channelType;
    private final LinkSettings settings;
    private final Hello hello;
    private final Counter leftOut;
    private final Map<String, PusherStream> up = new ConcurrentHashMap<>();
    private final List<PusherStream> streams = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    /**
     * @param channelType the kind of socket that fits the thread
     * @param hello the first word on each stream
     */
    public GrpcPusherLinks(
            EventLoop thread,
            Class<? extends Channel> channelType,
            LinkSettings settings,
            Hello hello,
            MeterRegistry registry) {
        this.thread = thread;
        this.channelType = channelType;
        this.settings = settings;
        this.hello = hello;
        this.leftOut = Counter.builder("danmaku.connector.link.left.out")
                .description("Words to pushers left out because they do not read; they are said again")
                .register(registry);
        Gauge.builder("danmaku.connector.pushers", up, Map::size)
                .description("Pushers that this connector has a stream to")
                .register(registry);
    }

    /** Opens the streams. From here on the listener is called, on the hub's thread. */
    public void start(PusherListener listener) {
        PusherStream.Events events = new Streams(listener);
        for (String address : settings.pushers()) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(address)
                    .usePlaintext()
                    .eventLoopGroup(thread)
                    .channelType(channelType)
                    .directExecutor()
                    .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                    .keepAliveTime(KEEP_ALIVE_S, TimeUnit.SECONDS) // a cut link is left, not waited for
                    .keepAliveTimeout(KEEP_ALIVE_WITHIN_S, TimeUnit.SECONDS)
                    .keepAliveWithoutCalls(true)
                    .build();
            PusherStream stream = new PusherStream(address, channel, hello, settings, thread, events);
            channels.add(channel);
            streams.add(stream);
            thread.execute(stream::open);
        }
    }

    @Override
    public boolean say(String pusher, FromConnector message) {
        PusherStream stream = up.get(pusher);
        return stream != null && stream.say(message, isSaidAgain(message));
    }

    @Override
    public boolean takes(String pusher) {
        PusherStream stream = up.get(pusher);
        return stream != null && stream.takes();
    }

    @Override
    public int version(String pusher) {
        PusherStream stream = up.get(pusher);
        return stream == null ? 0 : stream.version();
    }

    /** Says something that is said again to one pusher, the same as before as long as that is up and reads. Thread-safe. */
    public void sayToOne(FromConnector message) {
        thread.execute(() -> {
            for (String pusher : new TreeSet<>(up.keySet())) {
                if (say(pusher, message)) {
                    return;
                }
            }
        });
    }

    private static boolean isSaidAgain(FromConnector message) {
        return switch (message.getKindCase()) {
            case PULLS, STATUS, ACKNOWLEDGE, FIGURES -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        thread.execute(() -> {
            streams.forEach(PusherStream::close);
            channels.forEach(ManagedChannel::shutdownNow);
        });
    }

    private final class Streams implements PusherStream.Events {

        private final PusherListener listener;

        Streams(PusherListener listener) {
            this.listener = listener;
        }

        @Override
        public void up(PusherStream stream, String pusher, Duration heartbeat) {
            @Nullable PusherStream other = up.put(pusher, stream);
            if (other != null && other != stream) {
                log.warn("two pushers call themselves {} (expected: each name once); the later one counts", pusher);
                listener.down(pusher);
            }
            listener.up(pusher, heartbeat);
        }

        @Override
        public void said(PusherStream stream, String pusher, FromPusher message) {
            if (up.get(pusher) == stream) {
                listener.said(pusher, message);
            }
        }

        @Override
        public void ready(PusherStream stream, String pusher) {
            if (up.get(pusher) == stream) {
                listener.ready(pusher);
            }
        }

        @Override
        public void down(PusherStream stream, String pusher) {
            if (up.remove(pusher, stream)) {
                listener.down(pusher);
            }
        }

        @Override
        public void leftOut() {
            leftOut.increment();
        }
    }
}
