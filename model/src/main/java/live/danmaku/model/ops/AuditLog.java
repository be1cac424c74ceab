package live.danmaku.model.ops;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who changed what, for good. Never blocks; stages fail when the store cannot be reached. */
public interface AuditLog {

    /**
     * Keeps a change; to be called before it is made, so that none is without a trace.
     *
     * @param entry its version is ignored
     * @return the version it was given
     */
    CompletionStage<Long> record(AuditEntry entry);

    /** The newest changes first, those below a version. */
    CompletionStage<List<AuditEntry>> list(long below, int limit);
}
