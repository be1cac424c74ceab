package live.danmaku.embedded;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Waits until a native engine answers as its clients will ask. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One question to the engine; false, or an exception, while it is not ready. */
    @FunctionalInterface
    interface Probe {
        boolean answers() throws IOException, SQLException;
    }

    private Readiness() {}

    /** Returns when {@code probe} says yes; throws with the end of the log when the engine ends or 60 s have passed. */
    static void await(EngineKind kind, NativeProcess process, EngineLog log, Probe probe) {
        Deadline deadline = Deadline.in(PATIENCE);
        while (!answers(probe)) {
            if (!process.isAlive()) {
                throw new EngineException(
                        kind.title() + " ended with status " + process.exitStatus() + " at its start\n" + log.tail());
            }
            if (deadline.passed()) {
                throw new EngineException(
                        kind.title() + " does not answer after " + PATIENCE.toSeconds() + " s\n" + log.tail());
            }
            deadline.pause();
        }
    }

    private static boolean answers(Probe probe) {
        try {
            return probe.answers();
        } catch (IOException | SQLException e) {
            return false;
        }
    }
}
