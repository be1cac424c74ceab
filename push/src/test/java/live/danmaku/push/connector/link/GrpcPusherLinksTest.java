package live.danmaku.push.connector.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import live.danmaku.push.link.v1.LinkGrpc;
import live.danmaku.push.link.v1.Notify;
import live.danmaku.push.link.v1.Welcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Streams to a real server that does as it is told. */
class GrpcPusherLinksTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop thread = group.next();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<FromConnector> heard = new CopyOnWriteArrayList<>();
    private final List<StreamObserver<FromPusher>> streams = new CopyOnWriteArrayList<>();
    private int port;
    private volatile int version;

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void hello_isTheFirstWord_andWelcomeMakesAPusherUp() throws Exception {
        Server server = server(0, true);
        try (GrpcPusherLinks links = links(server.getPort())) {
            await().atMost(SOON).until(() -> events.contains("up p1 on the thread"));
            assertThat(heard.get(0).getHello().getNode()).isEqualTo("c1");

            streams.get(0)
                    .onNext(FromPusher.newBuilder()
                            .setNotify(Notify.getDefaultInstance())
                            .build());
            say(links, follow());

            await().atMost(SOON).until(() -> events.contains("NOTIFY on the thread"));
            await().atMost(SOON).until(() -> heard.size() == 2);
            assertThat(heard.get(1).hasFollow()).isTrue();
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void pusherThatRestarts_isDownAndUpAgain() throws Exception {
        Server server = server(0, true);
        port = server.getPort();
        try (GrpcPusherLinks links = links(port)) {
            await().atMost(SOON).until(() -> events.contains("up p1 on the thread"));

            server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
            await().atMost(SOON).until(() -> events.contains("down p1 on the thread"));
            Server again = server(port, true);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(events)
                            .containsExactly("up p1 on the thread", "down p1 on the thread", "up p1 on the thread"));
            again.shutdownNow();
        }
    }

    @Test
    void pusherThatComesLate_isFound() throws Exception {
        Server server = server(0, true);
        int free = server.getPort();
        server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        try (GrpcPusherLinks links = links(free)) {
            Server late = server(free, true);

            await().atMost(SOON).until(() -> events.contains("up p1 on the thread"));
            late.shutdownNow();
        }
    }

    @Test
    void pusherThatFollowsTopicsAndSaysNothing_isDown() throws Exception {
        Server server = server(0, true);
        try (GrpcPusherLinks links = links(server.getPort())) {
            await().atMost(SOON).until(() -> events.contains("up p1 on the thread"));

            say(links, follow());

            await().atMost(SOON).until(() -> events.contains("down p1 on the thread"));
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void pusherThatSaysNothing_isDownEvenWhereNothingIsFollowed() throws Exception {
        version = 1;
        Server server = server(0, true);
        try (GrpcPusherLinks links = links(server.getPort())) {
            await().atMost(SOON).until(() -> events.contains("up p1 on the thread"));

            await().atMost(SOON).until(() -> events.contains("down p1 on the thread"));
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void oldPusherThatHasNothingToSay_staysUp() throws Exception {
        Server server = server(0, true);
        try (GrpcPusherLinks links = links(server.getPort())) {
            await().atMost(SOON).until(() -> events.contains("up p1 on the thread"));

            await().during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(events).containsExactly("up p1 on the thread"));
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void pusherThatDoesNotWelcome_isTriedAgain() throws Exception {
        Server server = server(0, false);
        try (GrpcPusherLinks links = links(server.getPort())) {
            await().atMost(SOON).until(() -> streams.size() > 1);
            assertThat(events).isEmpty();
        } finally {
            server.shutdownNow();
        }
    }

    private void say(GrpcPusherLinks links, FromConnector message) throws Exception {
        assertThat(thread.submit(() -> links.say("p1", message)).get(10, TimeUnit.SECONDS))
                .isTrue();
    }

    private static FromConnector follow() {
        return FromConnector.newBuilder()
                .setFollow(Follow.newBuilder().setTopic("room:r1"))
                .build();
    }

    private GrpcPusherLinks links(int serverPort) {
        LinkSettings settings = new LinkSettings(
                List.of("127.0.0.1:" + serverPort),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                DataSize.ofMegabytes(1));
        GrpcPusherLinks links = new GrpcPusherLinks(
                thread,
                NioSocketChannel.class,
                settings,
                Hello.newBuilder().setNode("c1").build(),
                new SimpleMeterRegistry());
        links.start(new Listener());
        return links;
    }

    private Server server(int wanted, boolean welcomes) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", wanted))
                .addService(new Pusher(welcomes))
                .build()
                .start();
    }

    private final class Listener implements PusherListener {

        @Override
        public void up(String pusher, Duration heartbeat) {
            tell("up " + pusher);
        }

        @Override
        public void said(String pusher, FromPusher message) {
            tell(message.getKindCase().name());
        }

        @Override
        public void ready(String pusher) {
            // Nothing of ours waits for that.
        }

        @Override
        public void down(String pusher) {
            tell("down " + pusher);
        }

        private void tell(String event) {
            events.add(event + (thread.inEventLoop() ? " on the thread" : " elsewhere"));
        }
    }

    private final class Pusher extends LinkGrpc.LinkImplBase {

        private final boolean welcomes;

        Pusher(boolean welcomes) {
            this.welcomes = welcomes;
        }

        @Override
        public StreamObserver<FromConnector> connect(StreamObserver<FromPusher> answers) {
            streams.add(answers);
            return new StreamObserver<>() {
                @Override
                public void onNext(FromConnector message) {
                    heard.add(message);
                    if (welcomes && message.hasHello()) {
                        answers.onNext(FromPusher.newBuilder()
                                .setWelcome(Welcome.newBuilder()
                                        .setPusher("p1")
                                        .setHeartbeatMs(300)
                                        .setVersion(version))
                                .build());
                    }
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
    }
}
