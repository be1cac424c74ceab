package live.danmaku.push.connector.hub;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.connector.link.PusherListener;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Hub;
import live.danmaku.push.connector.session.Session;
import live.danmaku.push.link.v1.Drain;
import org.jspecify.annotations.Nullable;

/** The hub of a connector: one {@code LoopHub} for each event loop that has sessions, one {@code Exchange} for all. */
public final class ConnectorHub implements Hub, AutoCloseable {

    private static final long TICK_MS = 100;
    private static final Duration CLOSING = Duration.ofMillis(500);

    private final EventLoop thread;
    private final Exchange exchange;
    private final HubSettings settings;
    private final NewTopics newTopics;
    private final HubMetrics metrics;
    private final LongSupplier nanos;
    private final Map<EventLoop, LoopHub> loops = new ConcurrentHashMap<>();
    private final Future<?> ticking;

    /**
     * @param thread the hub's; {@code links} must be called, and call back, there. May be one of the sessions' loops
     * @param capacity sessions that this connector takes at most, as it is reported
     */
    public ConnectorHub(
            EventLoop thread, PusherLinks links, HubSettings settings, int capacity, MeterRegistry registry) {
        this(thread, links, settings, capacity, registry, ByteBufAllocator.DEFAULT, System::nanoTime);
    }

    ConnectorHub(
            EventLoop thread,
            PusherLinks links,
            HubSettings settings,
            int capacity,
            MeterRegistry registry,
            ByteBufAllocator allocator,
            LongSupplier nanos) {
        this.thread = thread;
        this.settings = settings;
        this.newTopics = new NewTopics(settings, nanos);
        this.metrics = new HubMetrics(registry);
        this.nanos = nanos;
        this.exchange = new Exchange(thread, links, settings, capacity, allocator, metrics, nanos);
        this.ticking = thread.scheduleAtFixedRate(exchange::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Who is to hear what the pushers say. */
    public PusherListener listener() {
        return exchange;
    }

    @Override
    public @Nullable CloseReason refusal() {
        return exchange.refusal();
    }

    @Override
    public CompletionStage<Admission> enter(Session session, @Nullable RoomId room, @Nullable Cursor cursor) {
        CloseReason refusal = exchange.refusal();
        if (refusal != null) {
            return CompletableFuture.completedFuture(Admission.refused(refusal));
        }
        return loop(session).enter(session, room, cursor);
    }

    @Override
    public CompletionStage<Admission> changeRoom(Session session, RoomId room, @Nullable Cursor cursor) {
        return loop(session).changeRoom(session, room, cursor);
    }

    @Override
    public CompletionStage<Admission> subscribe(Session session, Topic topic, @Nullable Cursor cursor) {
        return loop(session).subscribe(session, topic, cursor);
    }

    @Override
    public void unsubscribe(Session session, Topic topic) {
        loop(session).unsubscribe(session, topic);
    }

    @Override
    public void acknowledge(Session session, Topic topic, Cursor cursor) {
        loop(session).acknowledge(session, topic, cursor);
    }

    @Override
    public void drained(Session session) {
        loop(session).drained(session);
    }

    @Override
    public void closed(Session session) {
        loop(session).closed(session);
    }

    @Override
    public long online(Session session) {
        return loop(session).online(session);
    }

    private LoopHub loop(Session session) {
        LoopHub known = loops.get(session.loop());
        return known != null ? known : loops.computeIfAbsent(session.loop(), this::begin);
    }

    private LoopHub begin(EventLoop loop) {
        LoopHub begun = new LoopHub(loop, exchange, settings, newTopics, metrics, nanos);
        exchange.add(begun);
        loop.scheduleAtFixedRate(begun::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return begun;
    }

    /** How many sessions there are, on all loops. */
    public int sessions() {
        return metrics.sessions();
    }

    /**
     * Asks all sessions to go, spread over a time, and takes no new ones.
     *
     * @return completes when the last has gone, or soon after the time is over
     */
    public CompletionStage<Void> drain(Duration over) {
        exchange.orderDrain(Drain.newBuilder()
                .setCode(CloseReason.GOING_AWAY)
                .setOverMs((int) over.toMillis())
                .build());
        CompletableFuture<Void> empty = new CompletableFuture<>();
        long deadline = nanos.getAsLong() + over.plus(CLOSING).toNanos();
        Future<?> looking = thread.scheduleAtFixedRate(
                () -> {
                    if (metrics.sessions() == 0 || nanos.getAsLong() - deadline > 0) {
                        empty.complete(null);
                    }
                },
                0,
                TICK_MS / 4,
                TimeUnit.MILLISECONDS);
        return empty.whenComplete((done, failure) -> looking.cancel(false));
    }

    /** Stops looking after pushers; sessions are the edge's to close. */
    @Override
    public void close() {
        ticking.cancel(false);
    }
}
