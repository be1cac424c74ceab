package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.client.ClientSettings.Prefer;

/** Sends the viewers with long connections to polling and back, in mid-stream. */
final class SwitchFault implements Fault {

    private static final Duration BEFORE = Duration.ofMillis(1_500);
    private static final Duration BETWEEN = Duration.ofMillis(1_000);
    private static final long SWITCH_MS = 500;

    private final List<PushReader> readers;
    private final UsageLog log;
    private boolean polling;

    SwitchFault(List<PushReader> readers, UsageLog log) {
        this.readers = readers;
        this.log = log;
    }

    @Override
    public Duration before() {
        return BEFORE;
    }

    @Override
    public Duration strike() throws InterruptedException {
        polling = !polling;
        log.start(polling ? "to polling" : "to the long connection");
        readers.forEach(reader -> reader.prefer(polling ? Prefer.POLLING : Prefer.ROUTE));
        TimeUnit.MILLISECONDS.sleep(SWITCH_MS);
        log.stop(polling ? "they poll" : "they may have long connections");
        return BETWEEN;
    }
}
