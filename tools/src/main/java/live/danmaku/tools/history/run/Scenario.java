package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.tools.history.fault.FaultKind;
import live.danmaku.tools.history.fault.Strike;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Deployment;
import live.danmaku.tools.history.system.Fronts;
import live.danmaku.tools.history.system.ScenarioException;

/**
 * One run: starts a system, lets writers, readers and faults at it, waits until everything accepted was seen, ends all
 * streams, reads their replays, and writes all histories. It judges nothing.
 */
public final class Scenario {

    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(45);
    private static final long LONGEST_END_SECONDS = 400;

    /**
     * How long what is remembered of a stream stays in Redis after its messages. As in every deployment it is longer
     * than what is read again after a loss; else records of a forgotten stream would begin its timeline anew.
     */
    private static final int REMEMBER_SECONDS = 300;

    /** Longer than what a lost suffix reaches back. */
    private static final int LOOK_AGAIN_SECONDS = 60;

    /** Freed rooms are looked for now and then. */
    private static final int FREED_WITHIN_SECONDS = 60;

    private final ScenarioSettings settings;
    private final Progress progress;
    private final RunNotes notes = new RunNotes();
    private final Rooms rooms;

    private Scenario(ScenarioSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.rooms = new Rooms(IntStream.rangeClosed(1, settings.rooms())
                .mapToObj(n -> "room" + n)
                .toList());
    }

    /**
     * Blocks for the whole run. The histories are in {@link ScenarioSettings#histories}; everything that was started
     * has ended.
     *
     * @throws ScenarioException when the run cannot be made as it was wished
     */
    public static void run(ScenarioSettings settings, Progress progress) throws InterruptedException {
        new Scenario(settings, progress).run();
    }

    private void run() throws InterruptedException {
        progress.tell("starting the engines and %d processes in %s"
                .formatted(settings.layout().roles().size(), settings.folder()));
        Map<String, String> shortLives = new HashMap<>();
        shortLives.put("DANMAKU_ARCHIVE_KEEP_LIVE", keepLiveSeconds() + "s");
        shortLives.put("DANMAKU_ARCHIVE_REMEMBER", REMEMBER_SECONDS + "s");
        shortLives.put("DANMAKU_ARCHIVE_LOOK_AGAIN", LOOK_AGAIN_SECONDS + "s");
        try (Deployment deployment =
                new Deployment(settings.program(), settings.folder(), settings.layout(), shortLives)) {
            Fronts fronts = new Fronts(deployment.fronts());
            try (Cast cast = new Cast(settings, deployment, fronts, rooms, notes)) {
                Host host = cast.host();
                for (String room : rooms.lasting()) {
                    host.begin(room);
                }
                new RoomSetup(new Api(deployment.url())).awaitWorking(rooms.lasting());
                Loads loads = cast.loads();
                loads.write(false);
                play(cast, host, deployment);
                finish(cast, deployment);
                loads.write(true);
            }
            List<String> missing = deployment.missing();
            if (!missing.isEmpty()) {
                throw new ScenarioException("ended by themselves: " + String.join(", ", missing));
            }
        }
    }

    private void play(Cast cast, Host host, Deployment deployment) throws InterruptedException {
        List<Poller> pollers = cast.pollers();
        Strikes strikes = new Strikes(settings.schedule(), cast.striker(), progress);
        RunClock clock =
                new RunClock(settings.length(), () -> notes.acceptedCount() >= settings.atLeast(), strikes::areOver);
        try (PushReaders pushed = cast.pushReaders();
                Parties writing = new Parties("writer");
                Parties reading = new Parties("reader");
                Parties harm = new Parties("fault")) {
            pollers.forEach(poller -> reading.start(Executors.callable(poller)));
            pushed.start();
            for (Writer writer : cast.writers(clock)) {
                writing.start(Executors.callable(writer));
            }
            List<Callable<Void>> others = new ArrayList<>(cast.visitors(clock));
            others.addAll(cast.passing(clock, host, reading));
            others.forEach(writing::start);
            for (Fault fault : cast.usage(pushed)) {
                harm.start(new FaultLoop(fault, clock));
            }
            harm.start(strikes);
            while (clock.isRunning()) {
                progress.tell("%d of %d s"
                                .formatted(
                                        clock.elapsed().toSeconds(),
                                        settings.length().toSeconds())
                        + soFar());
                harm.requireWell();
                writing.requireWell();
                clock.sleep(Duration.ofSeconds(1));
            }
            long over = System.nanoTime();
            harm.join(LONGEST_END_SECONDS);
            writing.join(LONGEST_END_SECONDS);
            awaitQuiet();
            awaitLeaves(over);
            end(host, cast.timelines());
            pollers.forEach(Poller::end);
            reading.join(LONGEST_END_SECONDS);
            pushed.awaitEnd(new Api(deployment.url()));
            progress.tell("%d messages came by long connections"
                    .formatted(
                            pushed.all().stream().mapToLong(PushReader::pushed).sum()));
        }
    }

    /** Until all that was accepted was seen and nothing new has come for a while, or until that is given up. */
    private void awaitQuiet() throws InterruptedException {
        while (notes.quietNanos() < (notes.unseenCount() == 0 ? QUIET : PATIENCE)) {
            progress.tell("waiting for the last messages" + soFar());
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** A viewer who is silent has left after a while, and rooms are looked at for that now and then. */
    private void awaitLeaves(long since) throws InterruptedException {
        if (!settings.has(FaultKind.VISIT)) {
            return;
        }
        long until = since + TimeUnit.SECONDS.toNanos(Deployment.PRESENCE_SECONDS + 12);
        while (System.nanoTime() < until) {
            progress.tell("waiting until those have left who left silently");
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** All at once. */
    private void end(Host host, TimelineReading timelines) throws InterruptedException {
        progress.tell("ending %d streams".formatted(rooms.lasting().size()));
        Map<String, Long> asked = new HashMap<>();
        for (String room : rooms.lasting()) {
            asked.put(room, host.end(room));
        }
        for (String room : rooms.lasting()) {
            host.awaitEnded(room, asked.getOrDefault(room, 0L));
            timelines.read(room);
        }
    }

    private void finish(Cast cast, Deployment deployment) throws InterruptedException {
        progress.tell("reading the ledger");
        cast.aftermath().read(rooms.all(), notes.gifts());
        progress.tell("reading %d replays from each tier".formatted(rooms.all().size()));
        cast.replays().read(rooms.all());
        progress.tell("waiting until Redis keeps nothing of ended streams");
        cast.leftovers()
                .write(rooms.all(), keepLiveSeconds() + REMEMBER_SECONDS + LOOK_AGAIN_SECONDS + FREED_WITHIN_SECONDS);
    }

    /** How long an ended stream's messages stay in Redis: a fault that hinders reading them is over by then. */
    private long keepLiveSeconds() {
        long longest = settings.schedule().strikes().stream()
                .mapToLong(Strike::lastsMs)
                .max()
                .orElse(0);
        return 20 + longest / 1_000;
    }

    private String soFar() {
        return ": %d accepted, %d of them not seen yet".formatted(notes.acceptedCount(), notes.unseenCount());
    }
}
