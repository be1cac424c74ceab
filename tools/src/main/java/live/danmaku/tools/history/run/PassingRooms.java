package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;

/** Streams that begin and end while the run goes on, one after the other; each is read when it is in the archive. */
final class PassingRooms implements Callable<Void> {

    private static final int SHORTEST_MS = 15_000;
    private static final int LONGEST_MS = 45_000;

    /** Begins the live reader of a room. */
    interface Watching {

        Poller begin(String room);
    }

    private final String name;
    private final Rooms rooms;
    private final Host host;
    private final Watching watching;
    private final TimelineReading timelines;
    private final RunClock clock;
    private final Random random;

    PassingRooms(
            String name,
            Rooms rooms,
            Host host,
            Watching watching,
            TimelineReading timelines,
            RunClock clock,
            Random random) {
        this.name = name;
        this.rooms = rooms;
        this.host = host;
        this.watching = watching;
        this.timelines = timelines;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Void call() throws InterruptedException {
        for (int number = 1; clock.isRunning(); number++) {
            String room = name + "-" + number;
            host.begin(room);
            rooms.begins(room);
            Poller poller = watching.begin(room);
            clock.sleep(Duration.ofMillis(SHORTEST_MS + random.nextInt(LONGEST_MS - SHORTEST_MS)));
            // Those who write to it do so until they are refused, or until the end of the run.
            long askedAt = host.end(room);
            rooms.ends(room);
            host.awaitEnded(room, askedAt);
            poller.end();
            timelines.read(room);
        }
        return null;
    }
}
