package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One run: starts a system, lets writers, readers and faults at it, waits until everything accepted was seen, and writes
 * all histories. It judges nothing.
 */
public final class Scenario {

    private static final int PROCESSORS = 2;
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_END_SECONDS = 120;

    private final ScenarioSettings settings;
    private final Progress progress;
    private final RunNotes notes = new RunNotes();
    private final List<HistoryFile> files = new ArrayList<>();
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
        try (Deployment deployment = new Deployment(settings.program(), settings.folder())) {
            progress.tell("starting %d processors".formatted(PROCESSORS));
            deployment.addProcessors(PROCESSORS);
            Api api = new Api(deployment.url());
            createRooms(api);
            awaitWorking(api);
            play(deployment, api);
            List<String> missing = deployment.missing();
            if (!missing.isEmpty()) {
                throw new ScenarioException("ended by themselves: " + String.join(", ", missing));
            }
        } finally {
            files.forEach(HistoryFile::close);
        }
    }

    private void createRooms(Api api) throws InterruptedException {
        String token = api.token("host", "host");
        for (String room : rooms) {
            String wish = "{\"title\":\"A checked room\",\"area\":\"check\",\"room\":\"%s\"}".formatted(room);
            Api.Answer answer = api.call("POST", "/v1/rooms", token, wish);
            if (answer.status() != 201) {
                throw new ScenarioException("room %s cannot be created: %s".formatted(room, answer.problem()));
            }
        }
    }

    /** Until the processors have their partitions: a like in each room is visible. Nothing like that is judged. */
    private void awaitWorking(Api api) throws InterruptedException {
        String token = api.token("host", "host");
        long deadline = System.nanoTime() + PATIENCE;
        for (String room : rooms) {
            String path = "/v1/rooms/" + room + "/messages";
            api.call("POST", path, token, "{\"type\":\"like\",\"body\":{}}");
            while (api.get(path + "?types=like", "").json().path("messages").isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new ScenarioException("a like in %s does not become visible".formatted(room));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private void play(Deployment deployment, Api api) throws InterruptedException {
        List<Poller> pollers = pollers(api);
        try (Parties writing = new Parties("writer");
                Parties reading = new Parties("reader");
                Parties harm = new Parties("fault")) {
            pollers.forEach(poller -> reading.start(Executors.callable(poller)));
            RunClock clock = new RunClock(settings.length());
            for (Writer writer : writers(api, clock)) {
                writing.start(Executors.callable(writer));
            }
            for (Fault fault : faults(deployment, api)) {
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
        }
        progress.tell("reading the timelines and the ledger");
        Aftermath aftermath = new Aftermath(api, file("aftermath"));
        for (String room : rooms) {
            aftermath.readTimeline(room);
        }
        aftermath.readGifts(notes.gifts());
        for (String room : rooms) {
            aftermath.readRanking(room);
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

    private List<Writer> writers(Api api, RunClock clock) throws InterruptedException {
        Api.Answer prices = api.get("/v1/gifts", "");
        JsonNode cheapest = prices.json().path(0);
        GiftPrice gift = new GiftPrice(
                cheapest.path("gift").asString(), cheapest.path("value").asLong());
        List<Writer> writers = new ArrayList<>();
        for (int i = 1; i <= settings.writers(); i++) {
            String uid = "writer" + i;
            writers.add(new Writer(api, uid, rooms, gift, file(uid), notes, clock, settings));
        }
        return writers;
    }

    /** The first reader of each room is quick and steady, so that what is stale is not so for want of readers. */
    private List<Poller> pollers(Api api) {
        List<Poller> pollers = new ArrayList<>();
        for (int i = 0; i < settings.readers(); i++) {
            boolean first = i < rooms.size();
            String name = "reader" + (i + 1);
            // Every other one begins with the newest page.
            @Nullable String from = i % 2 == 0 ? Poll.START : null;
            Reader reader = new Reader(api, name, Purpose.LIVE, rooms.get(i % rooms.size()), file(name), from);
            Duration period = first ? QUICK : QUICK.multipliedBy(3L * i);
            pollers.add(new Poller(reader, period, !first, notes, new Random(settings.seed() + i)));
        }
        return pollers;
    }

    private List<Fault> faults(Deployment deployment, Api api) throws InterruptedException {
        List<Fault> faults = new ArrayList<>();
        for (FaultKind kind : settings.faults()) {
            switch (kind) {
                case KILL -> faults.add(new KillFault(deployment, log(kind), new Random(settings.seed())));
                case ADD ->
                    faults.add(new AddFault(
                            deployment, log(kind), settings.length().dividedBy(3)));
                case GEARS -> faults.add(new GearFault(api, rooms, log(kind)));
                case RETRY -> {
                    // The writers do it.
                }
            }
        }
        return faults;
    }

    private FaultLog log(FaultKind kind) {
        return new FaultLog(file("fault-" + kind.wireName()), kind);
    }

    private HistoryFile file(String party) {
        HistoryFile file = new HistoryFile(settings.histories(), party);
        files.add(file);
        return file;
    }
}
