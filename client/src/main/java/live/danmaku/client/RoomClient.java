package live.danmaku.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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
    private static final int IDS_REMEMBERED = 5_000;
    private static final long STABLE_MS = 5_000;
    private static final long TICKET_FRESH_MS = 25_000;
    private static final int MANY = 32;

    private final ClientSettings settings;
    private final RoomListener listener;
    private final ScheduledExecutorService thread;
    private final HttpClient http;
    private final ServerApi api;
    private final Telemetry telemetry;
    private final Random random = new Random();
    private final SeenIds seen = new SeenIds(IDS_REMEMBERED);
    private final String topic;
    private final Deque<String> goTo = new ArrayDeque<>();

    // Of the thread alone.
    private Prefer prefer;
    private Route route = Route.UNKNOWN;
    private long ticketAt = Long.MIN_VALUE;
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
    private int failures;
    private int flaps;
    private boolean sentToPolling;
    private boolean broken;
    private boolean over;

    private volatile @Nullable String cursor;

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
        this.topic = "room:" + settings.room();
        this.prefer = settings.prefer();
        this.cursor = settings.cursor();
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
            failures = 0;
            sentToPolling = false;
            broken = false;
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
        return cursor;
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
        return prefer == Prefer.ROUTE && route.push() && !sentToPolling && !broken;
    }

    private void decide() {
        if (over || cut != null) {
            return;
        }
        if (!wantsPush()) {
            dropAttempt();
            dropOpen();
            failures = 0;
            poll(0);
        } else if (open == null && attempt == null && !asking && retry == null) {
            poll((long) (random.nextDouble() * route.backoff().baseMs()));
            if (cursor != null && !cursor.equals("start")) {
                connect();
            }
        }
        tell();
    }

    private void askRoute() {
        readRoute()
                .thenAcceptAsync(
                        answered -> {
                            if (answered && route.push()) {
                                sentToPolling = false;
                            }
                            if (!over) {
                                long every = Math.min(settings.routeEvery().toMillis(), route.askAgainMs());
                                routing = thread.schedule(
                                        this::askRoute,
                                        Math.round(every * (0.9 + 0.2 * random.nextDouble())),
                                        TimeUnit.MILLISECONDS);
                                decide();
                            }
                        },
                        thread);
    }

    /** Completes with whether there was a good answer, on the client's thread. */
    private CompletableFuture<Boolean> readRoute() {
        String query = "?uid=%s&device=%s&version=%s&platform=jvm"
                .formatted(
                        ServerApi.encoded(settings.uid()),
                        ServerApi.encoded(settings.device()),
                        ServerApi.encoded(settings.version()));
        return api.get("/v1/route" + query)
                .thenApplyAsync(
                        answer -> {
                            if (answer.status() != 200) {
                                return false;
                            }
                            route = Route.of(answer.json(), settings.link(), random);
                            ticketAt = now();
                            return true;
                        },
                        thread);
    }

    // ---- connecting

    private void connect() {
        asking = true;
        boolean fresh = ticketAt != Long.MIN_VALUE && now() - ticketAt < TICKET_FRESH_MS;
        CompletableFuture<Boolean> ready = fresh ? CompletableFuture.completedFuture(true) : readRoute();
        ready.thenAcceptAsync(answered -> connectNow(), thread);
    }

    private void connectNow() {
        asking = false;
        if (over || cut != null || open != null || attempt != null || !wantsPush()) {
            decide();
            return;
        }
        ticketAt = Long.MIN_VALUE; // some tickets work once
        @Nullable String address = goTo.poll();
        if (address == null && !route.nodes().isEmpty()) {
            address = route.nodes().get(failures % route.nodes().size());
        }
        if (address == null) {
            failures++;
            react(Ending.lost("The route names no nodes."));
            return;
        }
        ObjectNode auth = JSON.createObjectNode()
                .put("ticket", route.ticket())
                .put("room", settings.room())
                .put("cursor", cursor)
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
        failures = 0;
        goTo.clear();
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
            failures++;
            telemetry.connected(transport(), false, now() - triedAt);
            react(why);
        } else if (open == connection) {
            open = null;
            telemetry.disconnected(transport(), now() - openedAt, why.code());
            flaps = why.code() == Ending.GOING_AWAY || now() - openedAt >= STABLE_MS ? 0 : flaps + 1;
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
        Backoff backoff = route.backoff();
        int attempts = failures + flaps;
        long waitMs =
                attempts == 0 ? (long) (random.nextDouble() * backoff.baseMs()) : backoff.waitMs(attempts, random);
        switch (why.code()) {
            case Ending.GOING_AWAY -> {
                goTo.clear();
                goTo.addAll(why.to().stream().filter(this::fitsTheLink).toList());
                waitMs = 0;
            }
            case Ending.USE_POLLING -> sentToPolling = true;
            case Ending.PROTOCOL_ERROR -> broken = true;
            case Ending.TOO_MANY_CONNECTIONS -> {
                failures = Math.max(failures, route.maxFailures());
                waitMs = backoff.waitMs(MANY, random);
            }
            default -> {
                // Back with the cursor.
            }
        }
        trouble = why.reason();
        poll(failures == 0 ? (long) (random.nextDouble() * route.pollAfterMs()) : 0);
        cancel(retry);
        retry = thread.schedule(
                () -> {
                    retry = null;
                    decide();
                },
                Math.max(waitMs, why.afterMs()),
                TimeUnit.MILLISECONDS);
        decide();
    }

    private boolean fitsTheLink(String address) {
        return address.startsWith("ws") == (settings.link() == Link.WEB_SOCKET);
    }

    // ---- polling

    private void poll(long delayMs) {
        if (poller == null && open == null) {
            poller = new Poller(api, settings.room(), cursor, thread, random, () -> route.backoff(), new Pages());
            poller.start(delayMs);
        }
    }

    private void polled(Batch batch) {
        boolean began = cursor == null || cursor.equals("start");
        take(batch);
        if (began) {
            decide();
        } else {
            tell();
        }
    }

    private void loseCursor() {
        String place = cursor;
        cursor = null;
        listener.batch(new Batch(topic, place, "", List.of(), 0, true));
    }

    private final class Pages implements Poller.Listener {

        @Override
        public void page(Batch batch) {
            polled(batch);
        }

        @Override
        public void lostCursor() {
            loseCursor();
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
        if (batch.topic().equals(topic)) {
            cursor = batch.to();
        }
        if (batch.gap()) {
            telemetry.gap(open == null ? "polling" : transport());
        }
        listener.batch(batch.with(batch.messages().stream()
                .filter(message -> seen.add(message.id()))
                .toList()));
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
        if (cursor == null) {
            return new TransportState(Kind.CONNECTING, false, "");
        }
        if (!wantsPush()) {
            return new TransportState(Kind.POLLING, false, "");
        }
        if (failures >= route.maxFailures()) {
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
