package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Who takes part in a run, each with a history of its own. Closing it closes the histories. For one thread. */
final class Cast implements AutoCloseable {

    private static final Duration QUICK = Duration.ofMillis(50);

    private final ScenarioSettings settings;
    private final Api api;
    private final Supplier<Api> fronts;
    private final List<String> rooms;
    private final RunNotes notes;
    private final List<HistoryFile> files = new ArrayList<>();

    /** @param fronts whom readers ask */
    Cast(ScenarioSettings settings, Api api, Supplier<Api> fronts, List<String> rooms, RunNotes notes) {
        this.settings = settings;
        this.api = api;
        this.fronts = fronts;
        this.rooms = rooms;
        this.notes = notes;
    }

    List<Writer> writers(RunClock clock) throws InterruptedException {
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
    List<Poller> pollers() {
        List<Poller> pollers = new ArrayList<>();
        for (int i = 0; i < settings.readers(); i++) {
            boolean first = i < rooms.size();
            String name = "reader" + (i + 1);
            // Every other one begins with the newest page.
            @Nullable String from = i % 2 == 0 ? Poll.START : null;
            Reader reader = new Reader(fronts, name, Purpose.LIVE, rooms.get(i % rooms.size()), file(name), from);
            Duration period = first ? QUICK : QUICK.multipliedBy(3L * i);
            pollers.add(new Poller(reader, period, !first, notes, new Random(settings.seed() + i)));
        }
        return pollers;
    }

    /** Not started yet. */
    PushReaders pushReaders(Deployment deployment) {
        PushReaders readers = new PushReaders(deployment.url(), notes);
        for (int i = 0; i < settings.pushReaders(); i++) {
            String name = "pushed" + (i + 1);
            readers.add(name, rooms.get(i % rooms.size()), file(name));
        }
        return readers;
    }

    List<Fault> faults(Deployment deployment, PushReaders pushed) throws InterruptedException {
        List<Fault> faults = new ArrayList<>();
        for (FaultKind kind : settings.faults()) {
            switch (kind) {
                case KILL -> faults.add(new KillFault(deployment, log(kind), new Random(settings.seed())));
                case ADD ->
                    faults.add(new AddFault(
                            deployment, log(kind), settings.length().dividedBy(3)));
                case GEARS -> faults.add(new GearFault(api, rooms, log(kind)));
                case HOT -> faults.add(new HotFault(api, rooms, log(kind)));
                case FRONT -> faults.add(Outage.ofSecondFront(deployment, log(kind)));
                case REPLICA -> faults.add(Outage.ofReplica(deployment.replica(), log(kind)));
                case SWITCH -> faults.add(new SwitchFault(pushed.all(), log(kind)));
                case CUT -> faults.add(new CutFault(pushed.all(), log(kind)));
                case RETRY -> {
                    // The writers do it.
                }
            }
        }
        return faults;
    }

    Aftermath aftermath() throws InterruptedException {
        return new Aftermath(api, file("aftermath"));
    }

    private FaultLog log(FaultKind kind) {
        return new FaultLog(file("fault-" + kind.wireName()), kind);
    }

    private HistoryFile file(String party) {
        HistoryFile file = new HistoryFile(settings.histories(), party);
        files.add(file);
        return file;
    }

    @Override
    public void close() {
        files.forEach(HistoryFile::close);
    }
}
