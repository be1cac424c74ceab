package live.danmaku.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import live.danmaku.client.ClientSettings.Link;
import live.danmaku.client.ClientSettings.Prefer;
import live.danmaku.client.TransportState.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one room and sends to it. At any time it reads by a long connection that is open, or else by polling, also while a
 * connection is being tried. It obeys the route and the reasons that connections are closed with, degrades to polling after
 * as many failed connects as the route says, and comes back by itself. What it tells has no message twice, and no hole that
 * is not told.
 *
 * <p>All state belongs to one thread, which many clients may share. Public methods may be called on any thread and do not
 * block.
 */
public final class RoomClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ClientSettings settings;
    private final RoomListener listener;
    private final ScheduledExecutorService thread;
    private final HttpClient http;
    private final ServerApi api;
    private final Telemetry telemetry;
    private final Random random = new Random();
    private final Router router;
    private final Attempts attempts;
    private final Reading reading;

    // Of the thread alone.
    private Prefer prefer;
    private @Nullable PushConnection attempt;
    private @Nullable PushConnection open;
    private long triedAt;
    private long openedAt;
    private boolean asking;
    private @Nullable Poller poller;
    private @Nullable Future<?> retry;
    private @Nullable Future<?> routing;
    private @Nullable Future<?> cut;
    private @Nullable TransportState told;
    private String trouble = "";
    private boolean over;

    /**
     * @param http may be shared by many clients
     * @param thread a single thread; may be shared by many clients
     */
    public RoomClient(
            ClientSettings settings, RoomListener listener, HttpClient http, ScheduledExecutorService thread) {
        this.settings = settings;
        this.listener = listener;
        this.http = http;
        this.thread = thread;
        this.api = new ServerApi(http, settings);
        this.telemetry = new Telemetry(api, settings, thread);
        this.router = new Router(api, settings, random, thread);
        this.attempts = new Attempts(settings.link(), random);
        this.reading = new Reading(settings.room(), settings.cursor(), listener);
        this.prefer = settings.prefer();
    }

    public void start() {
        thread.execute(() -> {
            tell();
            poll(0);
            askRoute();
        });
    }

    /** Changes the transport in mid-stream. */
    public void prefer(Prefer transport) {
        thread.execute(() -> {
            prefer = transport;
            attempts.wishChanged();
            dropAttempt();
            decide();
        });
    }

    /** Drops all connections, stays away for a time, and goes on from the cursor. */
    public void cut(Duration away) {
        thread.execute(() -> {
            if (over) {
                return;
            }
            dropAll();
            cut = thread.schedule(
                    () -> {
                        cut = null;
                        decide();
                    },
                    away.toMillis(),
                    TimeUnit.MILLISECONDS);
            tell();
        });
    }

    /** Completes with the answer's status: 202 when the message is safe; 0 when no answer came, and it may be repeated. */
    public CompletionStage<Integer> send(String type, String id, JsonNode body) {
        ObjectNode message = JSON.createObjectNode().put("type", type).put("id", id);
        message.set("body", body);
        return api.post("/v1/rooms/" + ServerApi.encoded(settings.room()) + "/messages", message)
                .thenApply(ServerApi.Answer::status);
    }

    /** Where reading goes on; null while nothing was read. */
    public @Nullable String cursor() {
        return reading.cursor();
    }

    /** Ends all; soon nothing is told any more. */
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            thread.execute(this::stop);
        }
    }

    private void stop() {
        over = true;
        telemetry.flush();
        cancel(routing);
        dropAll();
    }

    // ---- what to use

    private boolean wantsPush() {
        return prefer == Prefer.ROUTE && router.route().push() && !attempts.forbidden();
    }

    private void decide() {
        if (over || cut != null) {
            return;
        }
        if (!wantsPush()) {
            dropAttempt();
            dropOpen();
            attempts.forgetFailures();
            poll(0);
        } else if (open == null && attempt == null && !asking && retry == null) {
            poll((long) (random.nextDouble() * router.route().backoff().baseMs()));
            if (reading.hasBegun()) {
                connect();
            }
        }
        tell();
    }

    private void askRoute() {
        router.ask()
                .thenAcceptAsync(
                        answered -> {
                            if (answered && router.route().push()) {
                                attempts.routeSaysPush();
                            }
                            if (!over) {
                                long every = Math.min(
                                        settings.routeEvery().toMillis(),
                                        router.route().askAgainMs());
                                routing = thread.schedule(
                                        this::askRoute,
                                        Math.round(every * (0.9 + 0.2 * random.nextDouble())),
                                        TimeUnit.MILLISECONDS);
                                decide();
                            }
                        },
                        thread);
    }

    // ---- connecting

    private void connect() {
        asking = true;
        router.freshTicket().thenAcceptAsync(answered -> connectNow(), thread);
    }

    private void connectNow() {
        asking = false;
        if (over || cut != null || open != null || attempt != null || !wantsPush()) {
            decide();
            return;
        }
        String ticket = router.takeTicket();
        @Nullable String address = attempts.nextAddress(router.route().nodes());
        if (address == null) {
            attempts.failed();
            react(Ending.lost("The route names no nodes."));
            return;
        }
        ObjectNode auth = JSON.createObjectNode()
                .put("ticket", ticket)
                .put("room", settings.room())
                .put("cursor", reading.cursor())
                .put("acks", true);
        auth.putArray("accept").add("deflate");
        PushConnection connection = new PushConnection(
                address,
                link(address),
                auth,
                thread,
                random,
                settings.connectWithin().toMillis(),
                new Pushes());
        attempt = connection;
        triedAt = now();
        connection.start();
    }

    private Function<PushLink.Listener, PushLink> link(String address) {
        return settings.link() == Link.TCP
                ? ears -> new TcpLink(address, ears)
                : ears -> new WebSocketLink(http, address, settings.connectWithin(), ears);
    }

    private void opened(PushConnection connection) {
        if (attempt != connection) {
            return;
        }
        attempt = null;
        stopPolling();
        open = connection;
        openedAt = now();
        telemetry.connected(transport(), true, openedAt - triedAt);
        attempts.opened();
        tell();
    }

    private void pushed(PushConnection connection, Batch batch) {
        if (open == connection) {
            take(batch);
            if (batch.isAcknowledged() && open == connection) {
                connection.acknowledge(batch.topic(), batch.to());
            }
        }
    }

    private void closed(PushConnection connection, Ending why) {
        if (attempt == connection) {
            attempt = null;
            attempts.failed();
            telemetry.connected(transport(), false, now() - triedAt);
            react(why);
        } else if (open == connection) {
            open = null;
            telemetry.disconnected(transport(), now() - openedAt, why.code());
            attempts.ended(why.code(), now() - openedAt);
            react(why);
        }
    }

    private String transport() {
        return settings.link() == Link.TCP ? "tcp" : "websocket";
    }

    private final class Pushes implements PushConnection.Listener {

        @Override
        public void opened(PushConnection connection) {
            RoomClient.this.opened(connection);
        }

        @Override
        public void batch(PushConnection connection, Batch batch) {
            pushed(connection, batch);
        }

        @Override
        public void closed(PushConnection connection, Ending why) {
            RoomClient.this.closed(connection, why);
        }
    }

    /** What a reason asks for. */
    private void react(Ending why) {
        if (why.code() == Ending.BANNED) {
            end(why.reason());
            return;
        }
        long waitMs = attempts.learn(why, router.route());
        trouble = why.reason();
        poll(
                attempts.failures() == 0
                        ? (long) (random.nextDouble() * router.route().pollAfterMs())
                        : 0);
        cancel(retry);
        retry = thread.schedule(
                () -> {
                    retry = null;
                    decide();
                },
                waitMs,
                TimeUnit.MILLISECONDS);
        decide();
    }

    // ---- polling

    private void poll(long delayMs) {
        if (poller == null && open == null) {
            poller = new Poller(
                    api,
                    settings.room(),
                    reading.cursor(),
                    thread,
                    random,
                    () -> router.route().backoff(),
                    new Pages());
            poller.start(delayMs);
        }
    }

    private void polled(Batch batch) {
        boolean hadBegun = reading.hasBegun();
        take(batch);
        if (hadBegun) {
            tell();
        } else {
            decide();
        }
    }

    private final class Pages implements Poller.Listener {

        @Override
        public void page(Batch batch) {
            polled(batch);
        }

        @Override
        public void lostCursor() {
            reading.loseCursor();
        }

        @Override
        public void trouble(String reason) {
            trouble = reason;
            tell();
        }

        @Override
        public void over(String reason) {
            poller = null;
            end(reason);
        }
    }

    // ---- what came

    private void take(Batch batch) {
        if (batch.gap()) {
            telemetry.gap(open == null ? "polling" : transport());
        }
        reading.take(batch);
    }

    // ---- ending and telling

    private void end(String reason) {
        stop();
        TransportState state = new TransportState(Kind.ENDED, false, reason);
        told = state;
        listener.transport(state);
        listener.ended(reason);
    }

    private void dropAll() {
        cancel(cut);
        cut = null;
        dropAttempt();
        dropOpen();
        stopPolling();
    }

    private void dropAttempt() {
        if (attempt != null) {
            attempt.close();
            attempt = null;
        }
        cancel(retry);
        retry = null;
    }

    private void dropOpen() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private void stopPolling() {
        if (poller != null) {
            poller.stop();
            poller = null;
        }
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    private void tell() {
        TransportState state = state();
        if (!over && !state.equals(told)) {
            told = state;
            listener.transport(state);
        }
    }

    private TransportState state() {
        if (cut != null) {
            return new TransportState(Kind.RETRYING, false, "The connection was cut.");
        }
        if (open != null) {
            return new TransportState(Kind.PUSH, false, open.address());
        }
        if (reading.cursor() == null) {
            return new TransportState(Kind.CONNECTING, false, "");
        }
        if (!wantsPush()) {
            return new TransportState(Kind.POLLING, false, "");
        }
        if (attempts.failures() >= router.route().maxFailures()) {
            return new TransportState(Kind.POLLING, true, trouble);
        }
        return retry == null
                ? new TransportState(Kind.CONNECTING, false, "")
                : new TransportState(Kind.RETRYING, false, trouble);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
