package live.danmaku.push.pusher.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.model.Topic;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Batches;
import live.danmaku.push.link.v1.Encoded;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Follows;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Unfollow;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** Over a real socket. */
class LinkServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Recorder recorder = new Recorder();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private @Nullable LinkServer server;
    private @Nullable ConnectorEnd connector;

    @AfterEach
    void close() {
        if (connector != null) {
            connector.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private int start(Duration silence, DataSize keepsUp, DataSize mostWaiting) {
        LinkSettings settings =
                new LinkSettings("p1", "127.0.0.1", 0, Duration.ofMillis(200), silence, keepsUp, mostWaiting);
        LinkServer started = new LinkServer(settings, List.of(recorder), new LinkMetrics(registry));
        server = started;
        started.start();
        return started.port();
    }

    private int start() {
        return start(Duration.ofMinutes(5), DataSize.ofMegabytes(1), DataSize.ofMegabytes(64));
    }

    @Test
    void hello_isWelcomed_andHandlersHearWhatFollowsInOrder() {
        ConnectorEnd end = ConnectorEnd.connect(start()).hello("c1");
        connector = end;
        for (int i = 0; i < 100; i++) {
            end.say(unfollow("room:r" + i));
        }
        end.complete();

        await().atMost(PATIENCE).until(() -> recorder.closed.size() == 1);
        assertThat(end.heard.get(0).getWelcome().getPusher()).isEqualTo("p1");
        assertThat(end.heard.get(0).getWelcome().getHeartbeatMs()).isEqualTo(200);
        assertThat(recorder.opened.get(0).connector().getNode()).isEqualTo("c1");
        assertThat(recorder.topics)
                .hasSize(100)
                .startsWith("room:r0", "room:r1")
                .endsWith("room:r99");
        assertThat(end.ended).succeedsWithin(PATIENCE).isEqualTo(Status.OK);
    }

    @Test
    void connectorThatFollowsNothing_hearsTheHeartbeat() {
        ConnectorEnd end = ConnectorEnd.connect(start()).hello("c1");
        connector = end;

        await().atMost(PATIENCE)
                .until(() -> end.heard.stream().filter(FromPusher::hasNotify).count() >= 3);
        assertThat(end.heard.get(0).getWelcome().getVersion()).isEqualTo(1);
    }

    @Test
    void follows_areHeardOneByOne_whatIsLeftFirst() {
        ConnectorEnd end = ConnectorEnd.connect(start()).hello("c1");
        connector = end;
        end.say(FromConnector.newBuilder()
                .setFollows(Follows.newBuilder()
                        .addFollows(Follow.newBuilder().setTopic("room:r1"))
                        .addFollows(Follow.newBuilder().setTopic("room:r2"))
                        .addUnfollows("room:r1"))
                .build());

        await().atMost(PATIENCE).until(() -> recorder.topics.size() == 3);
        assertThat(recorder.topics).containsExactly("room:r1", "+room:r1", "+room:r2");
    }

    @Test
    void firstWordOtherThanHello_isRefused() {
        ConnectorEnd end = ConnectorEnd.connect(start());
        connector = end;
        end.say(unfollow("room:r1"));

        assertThat(end.ended)
                .succeedsWithin(PATIENCE)
                .satisfies(status -> assertThat(status.getDescription()).contains("UNFOLLOW (expected: HELLO)"));
        assertThat(recorder.opened).isEmpty();
    }

    @Test
    void helloWithoutAName_isRefused() {
        ConnectorEnd end = ConnectorEnd.connect(start()).hello(" ");
        connector = end;

        assertThat(end.ended)
                .succeedsWithin(PATIENCE)
                .satisfies(status -> assertThat(status.getDescription()).contains("(expected: 1 to 200)"));
        assertThat(recorder.opened).isEmpty();
    }

    @Test
    void topicThatIsNone_costsOneLineWithoutATrace() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(LinkService.class);
        logger.addAppender(log);
        try {
            ConnectorEnd end = ConnectorEnd.connect(start()).hello("c1");
            connector = end;
            for (int i = 0; i < 100; i++) {
                end.say(unfollow("no topic"));
            }

            assertThat(end.ended).succeedsWithin(PATIENCE);
            await().atMost(PATIENCE).until(() -> recorder.closed.size() == 1);
            assertThat(List.copyOf(log.list).stream().filter(line -> line.getLevel() != Level.INFO))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.getFormattedMessage()).contains("c1", "no topic");
                        assertThat(line.getThrowableProxy()).isNull();
                    });
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void slowConnector_missesWhatIsOffered_andGetsWhatIsSaid() {
        ConnectorEnd end = ConnectorEnd.connectSlow(
                        start(Duration.ofMinutes(5), DataSize.ofKilobytes(256), DataSize.ofMegabytes(64)))
                .hello("c1");
        connector = end;
        Link link = recorder.await();

        AtomicInteger offered = new AtomicInteger();
        await().atMost(PATIENCE).during(Duration.ofMillis(300)).until(() -> {
            boolean sent = link.offer(batch("offered"));
            offered.addAndGet(sent ? 1 : 0);
            return !sent;
        });
        link.say(batch("said"));

        end.take(offered.get() + 1_000); // among them heartbeats
        await().atMost(PATIENCE)
                .until(() -> end.heard.stream().anyMatch(heard -> topic(heard).equals("said")));
        await().atMost(PATIENCE).until(link::keepsUp);
        assertThat(end.heard.stream().filter(heard -> topic(heard).equals("offered")))
                .hasSize(offered.get());
        assertThat(end.heard.stream().filter(FromPusher::hasBatches))
                .last()
                .satisfies(heard -> assertThat(topic(heard)).isEqualTo("said"));
    }

    @Test
    void connectorThatTakesNothingOfWhatItAskedFor_isCutOff() {
        ConnectorEnd end = ConnectorEnd.connectSlow(
                        start(Duration.ofMinutes(5), DataSize.ofKilobytes(64), DataSize.ofKilobytes(512)))
                .hello("c1");
        connector = end;
        Link link = recorder.await();

        for (int i = 0; i < 1_000; i++) {
            link.say(batch("said"));
        }

        await().atMost(PATIENCE).until(() -> recorder.closed.contains(link));
        assertThat(registry.counter("danmaku.pusher.links.cut", "reason", "full")
                        .count())
                .isEqualTo(1);
        assertThat(link.offer(batch("offered"))).isFalse();
    }

    @Test
    void silentConnector_isCutOff() {
        ConnectorEnd end = ConnectorEnd.connect(
                        start(Duration.ofMillis(400), DataSize.ofMegabytes(1), DataSize.ofMegabytes(64)))
                .hello("c1");
        connector = end;

        assertThat(end.ended)
                .succeedsWithin(PATIENCE)
                .satisfies(status -> assertThat(status.getDescription()).contains("silent"));
        await().atMost(PATIENCE).until(() -> recorder.closed.size() == 1);
    }

    @Test
    void handlerThatThrows_endsTheLink() {
        ConnectorEnd end = ConnectorEnd.connect(start()).hello("c1");
        connector = end;
        end.say(unfollow("throw"));

        assertThat(end.ended)
                .succeedsWithin(PATIENCE)
                .satisfies(status -> assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        await().atMost(PATIENCE).until(() -> recorder.closed.size() == 1);
    }

    private static FromConnector unfollow(String topic) {
        return FromConnector.newBuilder()
                .setUnfollow(Unfollow.newBuilder().setTopic(topic))
                .build();
    }

    private static FromPusher batch(String topic) {
        return FromPusher.newBuilder()
                .setBatches(Batches.newBuilder()
                        .addBatches(Batch.newBuilder()
                                .setTopic(topic)
                                .addEncoded(Encoded.newBuilder()
                                        .setFull(UnsafeByteOperations.unsafeWrap(new byte[50_000])))))
                .build();
    }

    private static String topic(FromPusher message) {
        return message.hasBatches() ? message.getBatches().getBatches(0).getTopic() : "";
    }

    private static final class Recorder implements LinkHandler {

        final List<Link> opened = new CopyOnWriteArrayList<>();
        final List<Link> closed = new CopyOnWriteArrayList<>();
        final List<String> topics = new CopyOnWriteArrayList<>();

        Link await() {
            Awaitility.await().atMost(PATIENCE).until(() -> !opened.isEmpty());
            return Objects.requireNonNull(opened.get(0));
        }

        @Override
        public void opened(Link link) {
            opened.add(link);
        }

        @Override
        public void said(Link link, FromConnector message) {
            if (message.getUnfollow().getTopic().equals("no topic")) {
                Topic.parse(message.getUnfollow().getTopic());
            }
            if (message.getUnfollow().getTopic().equals("throw")) {
                throw new IllegalStateException("planted");
            }
            topics.add(
                    message.hasFollow()
                            ? "+" + message.getFollow().getTopic()
                            : message.getUnfollow().getTopic());
        }

        @Override
        public void closed(Link link) {
            closed.add(link);
        }
    }
}
