package live.danmaku.tools.history.run;

import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Poll;
import live.danmaku.tools.history.record.Poll.Purpose;
import live.danmaku.tools.history.system.Fronts;
import live.danmaku.tools.history.system.ScenarioException;

/** Reads rooms from their start to their end, when all is over. Calls block. Thread-safe. */
final class TimelineReading {

    private static final int PAGE = 500;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_MS = 200;

    private final Fronts fronts;
    private final HistoryFile history;

    TimelineReading(Fronts fronts, HistoryFile history) {
        this.fronts = fronts;
        this.history = history;
    }

    /** @throws ScenarioException when it cannot be read */
    void read(String room) throws InterruptedException {
        Reader reader = new Reader(fronts, "aftermath", Purpose.TIMELINE, room, history, Poll.START);
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            Reader.Page page = reader.read(PAGE);
            if (page != null && !page.more()) {
                return;
            }
            if (page == null) {
                if (System.nanoTime() > deadline) {
                    throw new ScenarioException("room %s cannot be read".formatted(room));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        }
    }
}
