package live.danmaku.tools.history.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import live.danmaku.tools.history.fault.FaultKind;
import live.danmaku.tools.history.fault.Schedule;
import live.danmaku.tools.history.system.Layout;

/**
 * What a run is to be.
 *
 * @param program the packaged program, {@code danmaku.jar}, with its engines beside it
 * @param folder for the histories, the program's data and its logs; empty or missing
 * @param length how long the writers write; they go on while the schedule has faults left
 * @param atLeast messages to be accepted, for which writers that are slow write for longer
 * @param readers that poll, of all rooms together, dealt out in turn
 * @param pushReaders that have long connections, where the route says so; dealt out in turn
 * @param rooms that live as long as the run
 * @param rate messages a second that one writer sends at most
 * @param usage what goes on all the while
 * @param schedule what goes wrong, one after the other
 * @param seed of everything else that is left to chance
 */
public record ScenarioSettings(
        Path program,
        Path folder,
        Layout layout,
        Duration length,
        int atLeast,
        int writers,
        int readers,
        int pushReaders,
        int rooms,
        double rate,
        Set<FaultKind> usage,
        Schedule schedule,
        long seed) {

    public ScenarioSettings {
        atLeastOne("writers", writers);
        atLeastOne("rooms", rooms);
        if (readers < rooms) {
            throw new IllegalArgumentException("readers: %d (expected: one a room at least)".formatted(readers));
        }
        if (pushReaders < 0) {
            throw new IllegalArgumentException("push-readers: %d (expected: 0 or more)".formatted(pushReaders));
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate: %s (expected: more than 0)".formatted(rate));
        }
        usage = Set.copyOf(usage);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: %d (expected: 1 or more)".formatted(name, value));
        }
    }

    boolean has(FaultKind kind) {
        return usage.contains(kind);
    }

    /** The same run with other faults, elsewhere. */
    ScenarioSettings with(Schedule other, Path otherFolder) {
        return new ScenarioSettings(
                program,
                otherFolder,
                layout,
                other.length(),
                atLeast,
                writers,
                readers,
                pushReaders,
                rooms,
                rate,
                usage,
                other,
                seed);
    }

    /** Where the histories are, when the run is over. */
    public Path histories() {
        return folder.resolve("histories");
    }
}
