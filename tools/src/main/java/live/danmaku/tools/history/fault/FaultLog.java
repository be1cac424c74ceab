package live.danmaku.tools.history.fault;

import live.danmaku.tools.history.record.FaultMark;
import live.danmaku.tools.history.record.FaultMark.Edge;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;

/** Writes when faults begin and end. Thread-safe. */
public final class FaultLog {

    private final HistoryFile history;

    public FaultLog(HistoryFile history) {
        this.history = history;
    }

    /** @param essential whether nothing can take the place of what is harmed */
    public void start(String fault, String note, boolean essential) {
        write(fault, Edge.START, note, essential);
    }

    /** It is over; its effects may go on. */
    public void back(String fault, String note, boolean essential) {
        write(fault, Edge.BACK, note, essential);
    }

    public void stop(String fault, String note) {
        write(fault, Edge.STOP, note, false);
    }

    private void write(String fault, Edge edge, String note, boolean essential) {
        history.write(new FaultMark(fault, edge, note, essential, HistoryClock.now()));
    }
}
