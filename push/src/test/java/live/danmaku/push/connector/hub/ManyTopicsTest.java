package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.model.RoomId;
import live.danmaku.push.connector.link.GrpcPusherLinks;
import live.danmaku.push.connector.link.LinkSettings;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Hello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** A connector whose topics are many times what a link takes at once, over real sockets. */
class ManyTopicsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int USERS = 5_000;
    private static final int AT_ONCE = 500;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final EventLoop thread = group.next();
    private final EventLoop loop = group.next();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<FakeSession> sessions = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        PlainPusher p1 = pusher("p1", 0);
        PlainPusher p2 = pusher("p2", 0);
        GrpcPusherLinks links = new GrpcPusherLinks(
                thread,
                NioSocketChannel.class,
                new LinkSettings(
                        List.of("127.0.0.1:" + p1.port(), "127.0.0.1:" + p2.port()),
                        Duration.ofMillis(20),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30),
                        DataSize.ofKilobytes(256)),
                Hello.newBuilder().setNode("c1").build(),
                registry);
        ConnectorHub hub = new ConnectorHub(thread, links, World.settings(), USERS, registry);
        open.add(hub);
        open.add(links);
        links.start(hub.listener());
        await().atMost(PATIENCE).until(() -> p1.isUp() && p2.isUp());
        // The limit of a link is made small for topics; requests to enter, all at once, would be beyond it on a busy
        // machine.
        for (int first = 0; first < USERS; first += AT_ONCE) {
            IntStream.range(first, first + AT_ONCE)
                    .forEach(i -> enter(hub, new FakeSession("s" + i, loop, Encoding.NATIVE, "u" + i, hub)));
            await().atMost(PATIENCE).until(() -> sessions.stream().allMatch(session -> session.admission != null));
        }
    }

    private PlainPusher pusher(String name, int port) throws IOException {
        PlainPusher pusher = PlainPusher.start(name, port);
        open.add(pusher);
        pushers.add(pusher);
        return pusher;
    }

    private final List<PlainPusher> pushers = new ArrayList<>();

    private void enter(ConnectorHub hub, FakeSession session) {
        sessions.add(session);
        loop.execute(() -> hub.enter(session, new RoomId("r1"), null).thenAccept(session::admitted));
    }

    @AfterEach
    void close() throws Exception {
        loop.submit(() -> sessions.forEach(session -> session.close(CloseReason.of(CloseReason.GOING_AWAY, "bye"))))
                .get(60, TimeUnit.SECONDS);
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void pusherComesBack_allItsTopicsAreFollowedThereAgainOverOneStream() throws Exception {
        PlainPusher first = pushers.get(0);
        PlainPusher other = pushers.get(1);
        int port = first.port();
        first.close();
        await().atMost(PATIENCE).until(() -> other.primaryOf().size() == USERS);
        assertThat(other.streams()).as("the other's link is the first one").isEqualTo(1);

        PlainPusher again = pusher("p1", port);

        await().atMost(PATIENCE).until(() -> again.followed().size() >= USERS);
        await().atMost(PATIENCE)
                .until(() -> again.primaryOf().size() + other.primaryOf().size() == USERS);
        assertThat(again.streams()).isEqualTo(1);
        assertThat(other.streams()).isEqualTo(1);
        assertThat(again.primaryOf()).isNotEmpty();
    }

    @Test
    void usersGo_theirTopicsAreNotFollowedAnyMore() throws Exception {
        loop.submit(() -> sessions.forEach(session -> session.close(CloseReason.of(CloseReason.GOING_AWAY, "bye"))))
                .get(60, TimeUnit.SECONDS);

        await().atMost(PATIENCE)
                .until(() ->
                        pushers.stream().allMatch(pusher -> pusher.followed().isEmpty()));
        assertThat(pushers).allSatisfy(pusher -> assertThat(pusher.streams()).isEqualTo(1));
    }
}
