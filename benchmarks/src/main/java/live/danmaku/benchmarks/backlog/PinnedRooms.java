package live.danmaku.benchmarks.backlog;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.process.RoomSetup;

/** Rooms whose comments are in one gear for the whole run. The processor must be running. */
public final class PinnedRooms {

    public static final int GEARS = 4;

    private static final Duration PINNED_FOR = Duration.ofHours(1);
    private static final Duration SHIFTS_WITHIN = Duration.ofSeconds(20);

    /** A shift happens some time after it was decided, at the same moment for all. */
    private static final Duration IN_FORCE_AFTER = Duration.ofSeconds(2);

    private final RoomSetup setup;
    private final String name;

    /** @param name rooms are named {@code <name>-g<gear>-<round>} */
    public PinnedRooms(RoomSetup setup, String name) {
        this.setup = setup;
        this.name = name;
    }

    /** Makes a room in each gear for each round; blocks until the gears are in force. */
    public void create(int rounds) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (int gear = 1; gear <= GEARS; gear++) {
                setup.createRoom(room(gear, round));
                setup.pinGear(room(gear, round), gear, PINNED_FOR);
            }
        }
        long deadline = System.nanoTime() + SHIFTS_WITHIN.toNanos();
        for (int round = 0; round < rounds; round++) {
            for (int gear = 1; gear <= GEARS; gear++) {
                awaitGear(gear, room(gear, round), deadline);
            }
        }
        TimeUnit.MILLISECONDS.sleep(IN_FORCE_AFTER.toMillis());
    }

    private void awaitGear(int gear, String room, long deadline) throws IOException, InterruptedException {
        while (setup.gear(room).path("gear").asInt() != gear) {
            if (System.nanoTime() > deadline) {
                throw new IOException("room %s: gear %s (expected: %d, after %d s)"
                        .formatted(room, setup.gear(room).path("gear"), gear, SHIFTS_WITHIN.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    public String room(int gear, int round) {
        return "%s-g%d-%d".formatted(name, gear, round);
    }
}
