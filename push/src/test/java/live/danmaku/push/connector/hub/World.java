package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A connector's hub with two loops and fake pushers. Nothing runs and no time passes but when the test says so. */
final class World {

    static final String ROOM = "room:r1";

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    final FakePushers pushers = new FakePushers();
    final EmbeddedChannel hubThread = frozen();
    final List<EmbeddedChannel> loops = List.of(frozen(), frozen());
    final List<FakeSession> sessions = new ArrayList<>();
    final ConnectorHub hub;
    private long now = 1_000_000_000_000L;

    World(String... settings) {
        this.hub = new ConnectorHub(
                hubThread.eventLoop(), pushers, settings(settings), 1000, registry, allocator, () -> now);
        pushers.listener(hub.listener());
    }

    /** @param settings alternately a name and its value */
    static HubSettings settings(String... settings) {
        Map<String, String> values = new java.util.HashMap<>();
        values.put("danmaku.connector.hub.pull-wait", "3ms");
        for (int i = 0; i < settings.length; i += 2) {
            values.put("danmaku.connector.hub." + settings[i], settings[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("danmaku.connector.hub", Bindable.of(HubSettings.class));
    }

    private static EmbeddedChannel frozen() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        return channel;
    }

    FakeLog log() {
        return pushers.log(ROOM);
    }

    FakeSession session(int loop, Encoding encoding, @Nullable String uid) {
        FakeSession session =
                new FakeSession("s" + sessions.size(), loops.get(loop).eventLoop(), encoding, uid, hub);
        sessions.add(session);
        return session;
    }

    /** A native client that enters the room; not more has happened than that. */
    FakeSession enter(@Nullable Cursor cursor) {
        FakeSession session = session(0, Encoding.NATIVE, null);
        enter(session, cursor);
        return session;
    }

    void enter(FakeSession session, @Nullable Cursor cursor) {
        hub.enter(session, new RoomId("r1"), cursor).thenAccept(session::admitted);
    }

    /** A user's native client that has entered the room as far as pushers let it. */
    FakeSession user(String uid, int loop) {
        FakeSession session = session(loop, Encoding.NATIVE, uid);
        enter(session, null);
        settle();
        return session;
    }

    /** A client that is in the live set. */
    FakeSession live() {
        FakeSession session = enter(null);
        settle();
        return session;
    }

    /** Runs the threads until they have nothing to do; nothing arrives from pushers. */
    boolean run() {
        boolean any = false;
        boolean more = true;
        while (more) {
            more = false;
            if (hubThread.hasPendingTasks()) {
                hubThread.runPendingTasks();
                more = true;
            }
            for (EmbeddedChannel loop : loops) {
                if (loop.hasPendingTasks()) {
                    loop.runPendingTasks();
                    more = true;
                }
            }
            any |= more;
        }
        return any;
    }

    /** Everything runs and everything arrives, until nothing happens any more. */
    void settle() {
        boolean more = true;
        while (more) {
            more = run();
            more |= pushers.deliver();
        }
    }

    /** Time passes, everything else stands still; then what is due is run. */
    void pass(Duration time) {
        now += time.toNanos();
        hubThread.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        loops.forEach(loop -> loop.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS));
        runDue();
    }

    private void runDue() {
        hubThread.runScheduledPendingTasks();
        loops.forEach(EmbeddedChannel::runScheduledPendingTasks);
        run();
    }

    /** A heartbeat and the time around it: what is missing is found and repaired. */
    void heartbeat() {
        for (int i = 0; i < 12; i++) {
            pass(Duration.ofMillis(100));
            settle();
        }
        pushers.notifyPlaces();
        settle();
        pass(Duration.ofMillis(10));
        settle();
    }

    double count(String meter) {
        return registry.get(meter).functionCounter().count();
    }

    /** When all sessions have gone, every frame has been given back. */
    void assertNothingIsHeld() {
        sessions.forEach(session -> session.close(CloseReason.of(CloseReason.GOING_AWAY, "bye")));
        settle();
        assertThat(hub.sessions()).isZero();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    /** Every client's chain held. */
    void assertUnbroken() {
        for (FakeSession session : sessions) {
            assertThat(session.broken).as("session %s", session.id()).isEmpty();
        }
    }
}
