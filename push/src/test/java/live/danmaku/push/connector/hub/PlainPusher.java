package live.danmaku.push.connector.hub;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Following;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.LinkGrpc;
import live.danmaku.push.link.v1.Notify;
import live.danmaku.push.link.v1.Welcome;
import org.jspecify.annotations.Nullable;

/** A pusher over a real socket that lets everybody in and follows whatever it is asked to; its topics are empty. */
final class PlainPusher extends LinkGrpc.LinkImplBase implements AutoCloseable {

    private static final int HEARTBEAT_MS = 5_000;

    private final String name;
    private final AtomicInteger streams = new AtomicInteger();
    private final Map<String, Follow> followed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heartbeat = new ScheduledThreadPoolExecutor(1);
    private @Nullable Server server;

    private PlainPusher(String name) {
        this.name = name;
    }

    /** @param port 0 takes a free one */
    static PlainPusher start(String name, int port) throws IOException {
        PlainPusher pusher = new PlainPusher(name);
        pusher.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(pusher)
                .build()
                .start();
        return pusher;
    }

    int port() {
        return server().getPort();
    }

    private Server server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    /** How many streams were ever opened. */
    int streams() {
        return streams.get();
    }

    boolean isUp() {
        return streams() > 0;
    }

    /** Topics of users that are followed here. */
    Set<String> followed() {
        return followed.keySet().stream()
                .filter(topic -> topic.startsWith("user:"))
                .collect(Collectors.toSet());
    }

    /** Those of them that this is the primary pusher of, with their readers. */
    List<Follow> primaryOf() {
        return followed.values().stream()
                .filter(follow -> follow.getTopic().startsWith("user:"))
                .filter(follow -> follow.getPrimary() && follow.getReadersCount() == 1)
                .toList();
    }

    @Override
    public StreamObserver<FromConnector> connect(StreamObserver<FromPusher> answers) {
        streams.incrementAndGet();
        followed.clear();
        heartbeat.scheduleAtFixedRate(
                () -> say(
                        answers,
                        FromPusher.newBuilder()
                                .setNotify(Notify.getDefaultInstance())
                                .build()),
                HEARTBEAT_MS,
                HEARTBEAT_MS,
                TimeUnit.MILLISECONDS);
        return new StreamObserver<>() {
            @Override
            public void onNext(FromConnector message) {
                hear(answers, message);
            }

            @Override
            public void onError(Throwable failure) {
                // The connector has ended it.
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }

    private void hear(StreamObserver<FromPusher> answers, FromConnector message) {
        switch (message.getKindCase()) {
            case HELLO ->
                say(
                        answers,
                        FromPusher.newBuilder()
                                .setWelcome(Welcome.newBuilder()
                                        .setPusher(name)
                                        .setVersion(1)
                                        .setHeartbeatMs(HEARTBEAT_MS))
                                .build());
            case ENTER ->
                say(
                        answers,
                        FromPusher.newBuilder()
                                .setEntered(Entered.newBuilder()
                                        .setRequest(message.getEnter().getRequest()))
                                .build());
            case FOLLOWS -> {
                message.getFollows().getUnfollowsList().forEach(followed::remove);
                message.getFollows().getFollowsList().forEach(follow -> follow(answers, follow));
            }
            default -> {}
        }
    }

    private void follow(StreamObserver<FromPusher> answers, Follow follow) {
        if (followed.put(follow.getTopic(), follow) == null) {
            say(
                    answers,
                    FromPusher.newBuilder()
                            .setFollowing(Following.newBuilder()
                                    .setTopic(follow.getTopic())
                                    .setPosition("0-0"))
                            .build());
        }
    }

    private static void say(StreamObserver<FromPusher> answers, FromPusher message) {
        synchronized (answers) {
            answers.onNext(message);
        }
    }

    @Override
    public void close() throws Exception {
        heartbeat.shutdownNow();
        server().shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
}
