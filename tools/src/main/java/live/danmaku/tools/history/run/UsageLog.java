package live.danmaku.tools.history.run;

import live.danmaku.tools.history.fault.FaultKind;
import live.danmaku.tools.history.fault.FaultLog;

/** Writes when faults of one kind begin and end, of those that are part of everyday use. Thread-safe. */
final class UsageLog {

    private final FaultLog log;
    private final FaultKind kind;

    UsageLog(FaultLog log, FaultKind kind) {
        this.log = log;
        this.kind = kind;
    }

    void start(String note) {
        log.start(kind.wireName(), note, false);
    }

    void stop(String note) {
        log.stop(kind.wireName(), note);
    }
}
