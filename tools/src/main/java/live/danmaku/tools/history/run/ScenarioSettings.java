package live.danmaku.tools.history.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a run is to be.
 *
 * @param program the packaged program, {@code danmaku.jar}, with its engines beside it
 * @param folder for the histories, the program's data and its logs; empty or missing
 * @param length how long the writers write
 * @param atLeast messages to be accepted, for which writers that are slow write for longer
 * @param readers that poll, of all rooms together, dealt out in turn
 * @param pushReaders that have long connections, where the route says so; dealt out in turn
 * @param rate messages a second that one writer sends at most
 * @param faults what goes wrong meanwhile
 * @param seed of everything that is left to chance
 */
public record ScenarioSettings(
        Path program,
        Path folder,
        Duration length,
        int atLeast,
        int writers,
        int readers,
        int pushReaders,
        int rooms,
        double rate,
        Set<FaultKind> faults,
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
        faults = Set.copyOf(faults);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: %d (expected: 1 or more)".formatted(name, value));
        }
    }

    /** Where the histories are, when the run is over. */
    public Path histories() {
        return folder.resolve("histories");
    }
}
