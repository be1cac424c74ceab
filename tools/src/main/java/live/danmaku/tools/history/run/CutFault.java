package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Cuts the connections of the viewers with long connections; they come back with their cursors. */
final class CutFault implements Fault {

    private static final Duration BEFORE = Duration.ofMillis(1_000);
    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final long BACK_MS = 500;

    private final List<PushReader> readers;
    private final UsageLog log;

    CutFault(List<PushReader> readers, UsageLog log) {
        this.readers = readers;
        this.log = log;
    }

    @Override
    public Duration before() {
        return BEFORE;
    }

    @Override
    public Duration strike() throws InterruptedException {
        log.start("connections are cut");
        readers.forEach(PushReader::cut);
        TimeUnit.MILLISECONDS.sleep(BACK_MS);
        log.stop("they are let back");
        return BETWEEN;
    }
}
