package live.danmaku.push.connector.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.FromPusher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything at once, in an order that a seed decides: sessions come with and without cursors, go, and stop reading; what
 * pushers say is dropped, doubled and reordered; pushers go and come; timelines are trimmed and lost; threads run in any
 * order. In the end every client that stayed has had everything once, in order, or was told what it had not.
 */
class StormTest {

    private static final int STEPS = 600;
    private static final Encoding[] ENCODINGS = {Encoding.NATIVE, Encoding.NATIVE_BROTLI, Encoding.JSON};
    private static final List<String> ROOMS = List.of("room:r1", "room:r2");

    private final Map<String, List<Cursor>> history = new HashMap<>();
    private World world = new World();
    private Random random = new Random();

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 150; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappens_noClientMissesOrDoublesAnythingSilently(long seed) {
        random = new Random(seed);
        world = new World("most-kept", "2KB", "most-missed", "40", "stall", "1h", "most-gaps", "1000");
        world.pushers.up("p1");
        world.pushers.up("p2");

        for (int step = 0; step < STEPS; step++) {
            act(random.nextInt(100));
            runSomething();
        }
        heal();

        for (FakeSession session : world.sessions) {
            assertThat(session.broken)
                    .as("seed %d, session %s", seed, session.id())
                    .isEmpty();
            if (session.closed == null) {
                assertComplete(session, seed);
            }
        }
        world.assertNothingIsHeld();
    }

    private void act(int dice) {
        String room = ROOMS.get(random.nextInt(2));
        if (dice < 30) {
            append(room);
        } else if (dice < 38) {
            come(room);
        } else if (dice < 41) {
            anySession().close(CloseReason.of(CloseReason.GOING_AWAY, "bye"));
        } else if (dice < 45) {
            anySession().pending = random.nextBoolean() ? 100_000 : 300_000;
        } else if (dice < 52) {
            anySession().drain();
        } else if (dice < 53) {
            world.pushers.log(room).lose();
        } else if (dice < 54) {
            world.pushers.log(room).trim();
        } else if (dice < 56) {
            restartAPusher();
        } else if (dice < 62) {
            world.pushers.notifyPlaces();
        } else if (dice < 66) {
            world.pass(Duration.ofMillis(random.nextInt(400)));
        } else if (dice < 68) {
            follow(room);
        } else {
            deliverSomething();
        }
    }

    private void append(String room) {
        FakeLog log = world.pushers.log(room);
        Cursor before = log.end();
        history.computeIfAbsent(room, any -> new ArrayList<>()).add(before);
        log.append(1 + random.nextInt(3));
        if (random.nextBoolean()) {
            world.pushers.broadcast(room, before);
        } else {
            List.copyOf(world.pushers.up()).forEach(pusher -> {
                if (world.pushers.followedAt(pusher).contains(room)) {
                    world.pushers.notifyPlace(pusher, room);
                }
            });
        }
    }

    private void come(String room) {
        FakeSession session =
                world.session(random.nextInt(2), ENCODINGS[random.nextInt(3)], random.nextInt(3) == 0 ? "u1" : null);
        RoomId id = new RoomId(room.substring("room:".length()));
        world.hub.enter(session, id, cursor(room)).thenAccept(session::admitted);
    }

    private void follow(String room) {
        FakeSession session = anySession();
        if (session.closed == null && session.admission != null && session.place(room) == null) {
            world.hub.subscribe(session, Topic.parse(room), cursor(room)).thenAccept(session::admitted);
        }
    }

    private @org.jspecify.annotations.Nullable Cursor cursor(String room) {
        List<Cursor> places = history.getOrDefault(room, List.of());
        int kind = random.nextInt(10);
        if (kind < 3 || places.isEmpty()) {
            return null;
        }
        if (kind == 3) {
            return new Cursor(new Epoch("nonsense"), random.nextInt(100));
        }
        return kind < 6 ? world.pushers.log(room).end() : places.get(random.nextInt(places.size()));
    }

    private FakeSession anySession() {
        if (world.sessions.isEmpty()) {
            come(ROOMS.get(0));
        }
        return world.sessions.get(random.nextInt(world.sessions.size()));
    }

    private void restartAPusher() {
        String pusher = random.nextBoolean() ? "p1" : "p2";
        if (world.pushers.up().contains(pusher)) {
            world.pushers.down(pusher);
        } else {
            world.pushers.up(pusher);
        }
    }

    /** What has to be reliable on a stream is; everything else may be lost, come twice, or late. */
    private void deliverSomething() {
        List<FakePushers.Said> inFlight = world.pushers.inFlight;
        if (inFlight.isEmpty()) {
            return;
        }
        int index = random.nextInt(Math.min(inFlight.size(), 6));
        if (!mayBeLost(inFlight.get(index).message())) {
            index = 0;
        }
        FakePushers.Said said = inFlight.get(index);
        int fate = random.nextInt(10);
        if (!mayBeLost(said.message()) || fate < 6) {
            inFlight.remove(index);
            world.pushers.deliver(said);
        } else if (fate < 8) {
            inFlight.remove(index);
        } else {
            world.pushers.deliver(said);
        }
    }

    private static boolean mayBeLost(FromPusher message) {
        return message.hasNotify() || message.hasBatches();
    }

    private void runSomething() {
        switch (random.nextInt(4)) {
            case 0 -> world.hubThread.runPendingTasks();
            case 1 -> world.loops.get(0).runPendingTasks();
            case 2 -> world.loops.get(1).runPendingTasks();
            default -> {}
        }
    }

    private void heal() {
        world.settle();
        for (String pusher : List.of("p1", "p2")) {
            if (!world.pushers.up().contains(pusher)) {
                world.pushers.up(pusher);
            }
        }
        world.settle();
        // What a lost epoch leaves is nothing: the next message begins a new one.
        ROOMS.forEach(room -> world.pushers.log(room).append());
        for (int i = 0; i < 4; i++) {
            world.sessions.forEach(FakeSession::drain);
            world.heartbeat();
        }
        ROOMS.forEach(room -> world.pushers.log(room).append());
        world.heartbeat();
    }

    private void assertComplete(FakeSession session, long seed) {
        assertThat(session.admission)
                .as("seed %d, session %s", seed, session.id())
                .isNotNull();
        for (String room : ROOMS) {
            Cursor place = session.place(room);
            if (place == null) {
                continue;
            }
            FakeLog log = world.pushers.log(room);
            List<String> seen = session.seen(room);
            assertThat(place)
                    .as("seed %d, session %s has reached the end of %s", seed, session.id(), room)
                    .isEqualTo(log.end());
            assertThat(log.ids()).as("order").containsSubsequence(seen);
            Cursor start = Objects.requireNonNull(session.begin.get(room));
            // Before the first message of which life, the cursor does not say.
            boolean known = !start.equals(Cursor.ORIGIN) || !log.wasLost();
            if (session.gaps == 0 && known) {
                assertThat(seen.size() + session.leftOut(room))
                        .as("seed %d, session %s, %s after %s", seed, session.id(), room, start)
                        .isEqualTo(log.idsAfter(start).size());
            }
        }
    }
}
