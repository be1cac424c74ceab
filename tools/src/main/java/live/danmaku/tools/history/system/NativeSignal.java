package live.danmaku.tools.history.system;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals that Java does not send itself. */
final class NativeSignal {

    private static final long WITHIN_SECONDS = 5;

    private NativeSignal() {}

    /** @param name such as {@code STOP}; nothing happens when the process has ended */
    static void send(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new ScenarioException("%s cannot be sent: %s".formatted(name, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
