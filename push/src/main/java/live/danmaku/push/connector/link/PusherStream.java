package live.danmaku.push.connector.link;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import live.danmaku.push.link.v1.LinkGrpc;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream to one pusher: opened, greeted, and opened again after a while when it ends, when there is no greeting in
 * time, or when the pusher says nothing for some heartbeats. Owned by the hub's thread.
 */
final class PusherStream {

    private static final Logger log = LoggerFactory.getLogger(PusherStream.class);

    /** This many heartbeats missed end a stream. */
    private static final int MOST_SILENT_HEARTBEATS = 3;

    private final String address;
    private final ManagedChannel channel;
    private final Hello hello;
    private final LinkSettings settings;
    private final EventLoop thread;
    private final Events events;
    private final Backoff backoff;
    private @Nullable Attempt attempt;
    private boolean closed;

    /** What becomes known of a stream. */
    interface Events {

        void up(PusherStream stream, String pusher, Duration heartbeat);

        void said(PusherStream stream, String pusher, FromPusher message);

        void ready(PusherStream stream, String pusher);

        void down(PusherStream stream, String pusher);

        void leftOut();
    }

    PusherStream(
            String address,
            ManagedChannel channel,
            Hello hello,
            LinkSettings settings,
            EventLoop thread,
            Events events) {
        this.address = address;
        this.channel = channel;
        this.hello = hello;
        this.settings = settings;
        this.thread = thread;
        this.events = events;
        this.backoff = new Backoff(settings.firstRetry(), settings.mostRetry(), ThreadLocalRandom.current());
    }

    void open() {
        if (!closed) {
            channel.resetConnectBackoff();
            Attempt next = new Attempt();
            attempt = next;
            LinkGrpc.newStub(channel).withWaitForReady().connect(next);
            next.greet();
        }
    }

    /** @return false when it was left out, or the stream is over */
    boolean say(FromConnector message, boolean mayBeLeftOut) {
        return attempt != null && attempt.say(message, mayBeLeftOut);
    }

    /** Whether it takes something now without letting it wait. */
    boolean takes() {
        return attempt != null && attempt.takes();
    }

    /** The version that the pusher's welcome told; 0 before. */
    int version() {
        return attempt == null ? 0 : attempt.version;
    }

    void close() {
        closed = true;
        if (attempt != null) {
            attempt.end("closed");
        }
    }

    /** One stream from its beginning to its end. */
    private final class Attempt implements ClientResponseObserver<FromConnector, FromPusher> {

        private @Nullable ClientCallStreamObserver<FromConnector> call;
        private @Nullable String pusher;
        private boolean over;
        private long unsentBytes;
        private int version;
        private int following;
        private long heardAt = System.nanoTime();
        private long watchedAt = heardAt;
        private long silenceNs = Long.MAX_VALUE;

        @Override
        public void beforeStart(ClientCallStreamObserver<FromConnector> newCall) {
            call = newCall;
            newCall.setOnReadyHandler(() -> onThread(this::ready));
        }

        private void ready() {
            unsentBytes = 0;
            if (pusher != null && !over) {
                events.ready(PusherStream.this, pusher);
            }
        }

        boolean takes() {
            return call != null && pusher != null && !over && call.isReady();
        }

        void greet() {
            if (call != null && !over) {
                call.onNext(FromConnector.newBuilder().setHello(hello).build());
                long within = settings.welcomeWithin().toMillis();
                thread.schedule(this::endIfUnwelcome, within, TimeUnit.MILLISECONDS);
            }
        }

        private void endIfUnwelcome() {
            if (pusher == null) {
                end("no welcome");
            }
        }

        boolean say(FromConnector message, boolean mayBeLeftOut) {
            if (call == null || over) {
                return false;
            }
            if (!call.isReady()) {
                if (mayBeLeftOut) {
                    events.leftOut();
                    return false;
                }
                unsentBytes += message.getSerializedSize();
                if (unsentBytes > settings.mostUnsent().toBytes()) {
                    // Not at once: whoever says this is in the middle of something.
                    thread.execute(() -> end("it does not read"));
                    return false;
                }
            }
            switch (message.getKindCase()) {
                case FOLLOW -> {
                    if (following++ == 0) {
                        heardAt = System.nanoTime();
                    }
                }
                case UNFOLLOW -> following = Math.max(0, following - 1);
                default -> {}
            }
            call.onNext(message);
            return true;
        }

        /** A pusher of version 0 has nothing to say to who follows nothing there. */
        private boolean isTalkative() {
            return version > 0 || following > 0;
        }

        @Override
        public void onNext(FromPusher message) {
            onThread(() -> hear(message));
        }

        private void hear(FromPusher message) {
            if (over) {
                return;
            }
            heardAt = System.nanoTime();
            if (pusher != null) {
                events.said(PusherStream.this, pusher, message);
            } else if (message.hasWelcome()) {
                Duration heartbeat = Duration.ofMillis(message.getWelcome().getHeartbeatMs());
                pusher = message.getWelcome().getPusher();
                version = message.getWelcome().getVersion();
                silenceNs = heartbeat.multipliedBy(MOST_SILENT_HEARTBEATS).toNanos();
                backoff.reset();
                watchedAt = heardAt;
                events.up(PusherStream.this, pusher, heartbeat);
                watch(heartbeat);
            } else {
                end("its first word is no welcome");
            }
        }

        private void watch(Duration heartbeat) {
            thread.schedule(
                    () -> {
                        if (!over) {
                            long now = System.nanoTime();
                            if (now - watchedAt > silenceNs) {
                                heardAt = now; // it was us who slept; what was said meanwhile is still to be read
                            }
                            watchedAt = now;
                            if (isTalkative() && now - heardAt > silenceNs) {
                                end("it is silent");
                            } else {
                                watch(heartbeat);
                            }
                        }
                    },
                    Math.max(heartbeat.toMillis() / 4, 10),
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void onError(Throwable failure) {
            onThread(() -> over(failure.getMessage()));
        }

        @Override
        public void onCompleted() {
            onThread(() -> over("the pusher has ended it"));
        }

        void end(String why) {
            if (!over && call != null) {
                over(why);
                call.cancel(why, null);
            }
        }

        private void over(@Nullable String why) {
            if (over) {
                return;
            }
            over = true;
            log.debug("stream to {} over: {}", address, why);
            if (pusher != null) {
                events.down(PusherStream.this, pusher);
            }
            if (!closed) {
                Duration wait = backoff.next();
                thread.schedule(PusherStream.this::open, wait.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        /** Nearly all of gRPC's calls come on the thread already. */
        private void onThread(Runnable task) {
            if (thread.inEventLoop()) {
                task.run();
            } else {
                thread.execute(task);
            }
        }
    }
}
