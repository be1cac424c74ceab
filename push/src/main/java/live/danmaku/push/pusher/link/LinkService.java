package live.danmaku.push.pusher.link;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.LinkGrpc;
import live.danmaku.push.link.v1.Notify;
import live.danmaku.push.link.v1.Unfollow;
import live.danmaku.push.link.v1.Welcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connectors' streams: welcomes who says hello, and hands on what is heard. Thread-safe. */
final class LinkService extends LinkGrpc.LinkImplBase {

    private static final Logger log = LoggerFactory.getLogger(LinkService.class);

    /** See Welcome in link.proto. */
    private static final int VERSION = 1;

    private static final int MOST_NODE_CHARACTERS = 200;

    private static final FromPusher HEARTBEAT =
            FromPusher.newBuilder().setNotify(Notify.getDefaultInstance()).build();

    private final String pusher;
    private final LinkSettings settings;
    private final List<LinkHandler> handlers;
    private final LinkMetrics metrics;
    private final Executor later;
    private final Set<ConnectorLink> links = ConcurrentHashMap.newKeySet();

    /**
     * @param pusher this pusher's name
     * @param later where a link's end is told that a handler has brought about itself
     */
    LinkService(String pusher, LinkSettings settings, List<LinkHandler> handlers, LinkMetrics metrics, Executor later) {
        this.pusher = pusher;
        this.settings = settings;
        this.handlers = List.copyOf(handlers);
        this.metrics = metrics;
        this.later = later;
    }

    @Override
    public StreamObserver<FromConnector> connect(StreamObserver<FromPusher> answers) {
        ServerCallStreamObserver<FromPusher> stream = (ServerCallStreamObserver<FromPusher>) answers;
        stream.setOnReadyThreshold((int) settings.keepsUp().toBytes());
        return new Heard(stream);
    }

    /** Says something, so that connectors know we are here even where they follow nothing. */
    void heartbeat() {
        links.forEach(link -> link.offer(HEARTBEAT));
    }

    /** Cuts off who was silent for too long. */
    void cutOffSilent() {
        Duration silence = settings.silence();
        for (ConnectorLink link : links) {
            if (link.silentForNanos() > silence.toNanos()) {
                metrics.silent();
                link.close("silent for more than " + silence);
            }
        }
    }

    /**
     * What comes on one stream. gRPC calls one after the other; the lock is for a stream that this end ends meanwhile,
     * whose other end may not be there to notice.
     */
    private final class Heard implements StreamObserver<FromConnector> {

        private final ServerCallStreamObserver<FromPusher> stream;
        private @Nullable ConnectorLink link;

        /** Whether this end has ended the stream: what was on its way is not heard. */
        private boolean cutOff;

        Heard(ServerCallStreamObserver<FromPusher> stream) {
            this.stream = stream;
            stream.setOnReadyHandler(this::drain);
            stream.setOnCancelHandler(() -> ended(Status.CANCELLED));
            stream.setOnCloseHandler(() -> ended(Status.OK));
        }

        @Override
        public synchronized void onNext(FromConnector message) {
            ConnectorLink known = link;
            if (cutOff) {
                return;
            }
            if (known == null) {
                open(message);
            } else if (links.contains(known)) {
                known.heard();
                one(message, said -> tell(known, handler -> handler.said(known, said)));
            }
        }

        /** Handlers hear one word about one topic at a time. */
        private void one(FromConnector message, Consumer<FromConnector> reader) {
            if (!message.hasFollows()) {
                reader.accept(message);
                return;
            }
            for (String topic : message.getFollows().getUnfollowsList()) {
                reader.accept(FromConnector.newBuilder()
                        .setUnfollow(Unfollow.newBuilder().setTopic(topic))
                        .build());
            }
            for (Follow follow : message.getFollows().getFollowsList()) {
                reader.accept(FromConnector.newBuilder().setFollow(follow).build());
            }
        }

        private void open(FromConnector first) {
            if (!first.hasHello()) {
                refuse(Status.FAILED_PRECONDITION.withDescription(
                        "first word: %s (expected: HELLO)".formatted(first.getKindCase())));
                return;
            }
            String node = first.getHello().getNode();
            if (node.isBlank() || node.length() > MOST_NODE_CHARACTERS) {
                refuse(Status.INVALID_ARGUMENT.withDescription(
                        "node of %d characters (expected: 1 to %d)".formatted(node.length(), MOST_NODE_CHARACTERS)));
                return;
            }
            ConnectorLink opened = new ConnectorLink(
                    first.getHello(),
                    stream,
                    settings.mostWaiting().toBytes(),
                    metrics,
                    () -> later.execute(() -> ended(Status.UNAVAILABLE)));
            link = opened;
            links.add(opened);
            metrics.opened();
            log.info("connector {} is here", first.getHello().getNode());
            opened.say(FromPusher.newBuilder()
                    .setWelcome(Welcome.newBuilder()
                            .setPusher(pusher)
                            .setVersion(VERSION)
                            .setHeartbeatMs((int) settings.heartbeat().toMillis()))
                    .build());
            tell(opened, handler -> handler.opened(opened));
        }

        private void tell(ConnectorLink known, Consumer<LinkHandler> event) {
            try {
                handlers.forEach(event);
            } catch (IllegalArgumentException e) {
                log.warn("connector {} is cut off: {}", known.connector().getNode(), e.getMessage());
                cutOff(known);
            } catch (RuntimeException e) {
                log.error(
                        "unexpected error on the link of connector {}",
                        known.connector().getNode(),
                        e);
                cutOff(known);
            }
        }

        /** A stream ends once; what comes after that would end it again. */
        private void refuse(Status why) {
            cutOff = true;
            stream.onError(why.asRuntimeException());
        }

        private void cutOff(ConnectorLink known) {
            cutOff = true;
            known.close("what it said cannot be handled");
        }

        private synchronized void drain() {
            ConnectorLink known = link;
            if (known != null) {
                known.drain();
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            ended(Status.OK);
        }

        private synchronized void ended(Status status) {
            ConnectorLink known = link;
            if (known != null && links.remove(known)) {
                known.end(status);
                metrics.closed();
                log.info("connector {} is gone: {}", known.connector().getNode(), status.getCode());
                tell(known, handler -> handler.closed(known));
            }
        }
    }
}
