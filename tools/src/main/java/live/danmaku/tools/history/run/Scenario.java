package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One run: starts a system, lets writers, readers and faults at it, waits until everything accepted was seen, and writes
 * all histories. It judges nothing.
 */
public final class Scenario {

    private static final int PROCESSORS = 2;
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_END_SECONDS = 120;

    private final ScenarioSettings settings;
    private final Progress progress;
    private final RunNotes notes = new RunNotes();
    private final List<String> rooms;

    private Scenario(ScenarioSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.rooms = IntStream.rangeClosed(1, settings.rooms())
                .mapToObj(n -> "room" + n)
                .toList();
    }

    /**
     * Blocks for the whole run. The histories are in {@link ScenarioSettings#histories}; everything that was started has
     * ended.
     *
     * @throws ScenarioException when the run cannot be made as it was wished
     */
    public static void run(ScenarioSettings settings, Progress progress) throws InterruptedException {
        new Scenario(settings, progress).run();
    }

    private void run() throws InterruptedException {
        progress.tell("starting the engines and a front end in " + settings.folder());
        try (Deployment deployment = new Deployment(settings.program(), settings.folder(), needsSecondFront())) {
            progress.tell("starting %d processors".formatted(PROCESSORS));
            deployment.addProcessors(PROCESSORS);
            Api api = new Api(deployment.url());
            RoomSetup setup = new RoomSetup(api);
            setup.create(rooms);
            setup.awaitWorking(rooms);
            try (Cast cast = new Cast(settings, api, new Fronts(deployment.fronts()), rooms, notes)) {
                play(cast, deployment);
                progress.tell("reading the timelines and the ledger");
                cast.aftermath().read(rooms, notes.gifts());
            }
            List<String> missing = deployment.missing();
            if (!missing.isEmpty()) {
                throw new ScenarioException("ended by themselves: " + String.join(", ", missing));
            }
        }
    }

    private boolean needsSecondFront() {
        return settings.faults().stream().anyMatch(FaultKind::needsSecondFront);
    }

    private void play(Cast cast, Deployment deployment) throws InterruptedException {
        List<Poller> pollers = cast.pollers();
        try (PushReaders pushed = cast.pushReaders(deployment);
                Parties writing = new Parties("writer");
                Parties reading = new Parties("reader");
                Parties harm = new Parties("fault")) {
            pollers.forEach(poller -> reading.start(Executors.callable(poller)));
            pushed.start();
            RunClock clock = new RunClock(settings.length(), () -> notes.acceptedCount() >= settings.atLeast());
            for (Writer writer : cast.writers(clock)) {
                writing.start(Executors.callable(writer));
            }
            for (Fault fault : cast.faults(deployment, pushed)) {
                harm.start(new FaultLoop(fault, clock));
            }
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
            writing.join(LONGEST_END_SECONDS);
            harm.join(LONGEST_END_SECONDS);
            awaitQuiet();
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

    private String soFar() {
        return ": %d accepted, %d of them not seen yet".formatted(notes.acceptedCount(), notes.unseenCount());
    }
}
