package live.danmaku.tools.history.run;

import live.danmaku.tools.history.record.FaultMark;
import live.danmaku.tools.history.record.FaultMark.Edge;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;

/** Writes when faults of one kind begin and end. Thread-safe. */
final class FaultLog {

    private final HistoryFile history;
    private final FaultKind kind;

    FaultLog(HistoryFile history, FaultKind kind) {
        this.history = history;
        this.kind = kind;
    }

    void start(String note) {
        write(Edge.START, note);
    }

    void stop(String note) {
        write(Edge.STOP, note);
    }

    private void write(Edge edge, String note) {
        history.write(new FaultMark(kind.wireName(), edge, note, HistoryClock.now()));
    }
}
