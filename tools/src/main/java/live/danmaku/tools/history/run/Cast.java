package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import live.danmaku.tools.history.fault.FaultKind;
import live.danmaku.tools.history.fault.FaultLog;
import live.danmaku.tools.history.fault.Striker;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Deployment;
import live.danmaku.tools.history.system.Fronts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who takes part in a run, each with a history of its own. Closing it closes the histories. Thread-safe. */
final class Cast implements AutoCloseable {

    private static final Duration QUICK = Duration.ofMillis(50);
    private static final int VISITORS = 3;

    private final ScenarioSettings settings;
    private final Deployment deployment;
    private final Fronts fronts;
    private final Rooms rooms;
    private final RunNotes notes;
    private final List<HistoryFile> files = new ArrayList<>();

    Cast(ScenarioSettings settings, Deployment deployment, Fronts fronts, Rooms rooms, RunNotes notes) {
        this.settings = settings;
        this.deployment = deployment;
        this.fronts = fronts;
        this.rooms = rooms;
        this.notes = notes;
    }

    List<Writer> writers(RunClock clock) throws InterruptedException {
        JsonNode cheapest = fronts.get().get("/v1/gifts", "").json().path(0);
        GiftPrice gift = new GiftPrice(
                cheapest.path("gift").asString(), cheapest.path("value").asLong());
        List<Writer> writers = new ArrayList<>();
        for (int i = 1; i <= settings.writers(); i++) {
            String uid = "writer" + i;
            writers.add(new Writer(fronts, uid, rooms, gift, file(uid), notes, clock, settings));
        }
        return writers;
    }

    /** The first reader of each room is quick and steady, so that what is stale is not so for want of readers. */
    List<Poller> pollers() {
        List<String> all = rooms.lasting();
        List<Poller> pollers = new ArrayList<>();
        for (int i = 0; i < settings.readers(); i++) {
            boolean first = i < all.size();
            String name = "reader" + (i + 1);
            // Every other one begins with the newest page.
            @Nullable String from = i % 2 == 0 ? Poll.START : null;
            Reader reader = new Reader(fronts, name, Purpose.LIVE, all.get(i % all.size()), file(name), from);
            Duration period = first ? QUICK.multipliedBy(all.size()) : QUICK.multipliedBy(3L * i);
            pollers.add(new Poller(reader, period, !first, notes, new Random(settings.seed() + i)));
        }
        return pollers;
    }

    /** The quick reader of a room that comes and goes. */
    Poller pollerOf(String room) {
        String name = "reader-" + room;
        Reader reader = new Reader(fronts, name, Purpose.LIVE, room, file(name), Poll.START);
        return new Poller(reader, QUICK.multipliedBy(3), false, notes, new Random(settings.seed()));
    }

    /** Not started yet. */
    PushReaders pushReaders() {
        PushReaders readers = new PushReaders(deployment.url(), notes);
        for (int i = 0; i < settings.pushReaders(); i++) {
            String name = "pushed" + (i + 1);
            readers.add(name, rooms.lasting().get(i % rooms.lasting().size()), file(name));
        }
        return readers;
    }

    /** Viewers who come and go. */
    List<Callable<Void>> visitors(RunClock clock) {
        List<Callable<Void>> visitors = new ArrayList<>();
        for (int i = 1; settings.has(FaultKind.VISIT) && i <= VISITORS; i++) {
            String name = "visitor" + i;
            visitors.add(new Visitor(fronts, rooms, name, file(name), clock, new Random(settings.seed() * 31 + i)));
        }
        return visitors;
    }

    /** Streams that come and go, with their readers. */
    List<Callable<Void>> passing(RunClock clock, Host host, Parties reading) {
        if (!settings.has(FaultKind.END)) {
            return List.of();
        }
        return List.of(new PassingRooms(
                "passing",
                rooms,
                host,
                room -> {
                    Poller poller = pollerOf(room);
                    reading.start(java.util.concurrent.Executors.callable(poller));
                    return poller;
                },
                timelines(),
                clock,
                new Random(settings.seed() * 17)));
    }

    /** What is part of everyday use. */
    List<Fault> usage(PushReaders pushed) throws InterruptedException {
        Api api = new Api(deployment.url());
        List<Fault> faults = new ArrayList<>();
        for (FaultKind kind : settings.usage()) {
            switch (kind) {
                case GEARS -> faults.add(new GearFault(api, rooms.lasting(), log(kind)));
                case HOT ->
                    faults.add(new HotFault(
                            api,
                            rooms.lasting(),
                            log(kind),
                            settings.schedule().strikes().isEmpty()));
                case SWITCH -> faults.add(new SwitchFault(pushed.all(), log(kind)));
                case CUT -> faults.add(new CutFault(pushed.all(), log(kind)));
                default -> {
                    // Writers, visitors and streams do it.
                }
            }
        }
        return faults;
    }

    Striker striker() {
        return new Striker(deployment, settings.layout(), new FaultLog(file("faults")));
    }

    Host host() throws InterruptedException {
        return new Host(fronts, file("host"));
    }

    TimelineReading timelines() {
        return new TimelineReading(fronts, file("timelines"));
    }

    Aftermath aftermath() throws InterruptedException {
        return new Aftermath(new Api(deployment.url()), file("aftermath"));
    }

    ReplayReading replays() {
        return new ReplayReading(deployment, file("replays"));
    }

    Leftovers leftovers() {
        return new Leftovers(deployment.redis(), file("leftovers"));
    }

    Loads loads() {
        return new Loads(deployment, file("loads"));
    }

    private UsageLog log(FaultKind kind) {
        return new UsageLog(new FaultLog(file("fault-" + kind.wireName())), kind);
    }

    /** A new one. */
    private synchronized HistoryFile file(String party) {
        HistoryFile file = new HistoryFile(settings.histories(), party + "-" + (files.size() + 1));
        files.add(file);
        return file;
    }

    @Override
    public synchronized void close() {
        files.forEach(HistoryFile::close);
    }
}
