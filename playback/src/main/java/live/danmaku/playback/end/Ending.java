package live.danmaku.playback.end;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One room on its way from the end of its stream to a closed timeline; of {@link StreamEnder}'s thread. */
final class Ending {

    private @Nullable Map<Integer, Long> accepted;
    private boolean appended;
    private boolean acceptedAgain;
    private boolean closed;

    /** Tells where Kafka ends, asked for after front ends stopped accepting, or, for the second time, after all before was appended. */
    void accepted(Map<Integer, Long> ends) {
        if (accepted == null || appended && !acceptedAgain) {
            acceptedAgain = accepted != null;
            appended = false;
            accepted = ends;
        }
    }

    /** Tells what is appended, asked for after {@link #accepted}. */
    void appended(Map<Integer, Long> offsets) {
        Map<Integer, Long> wanted = accepted;
        if (wanted != null) {
            appended |= wanted.entrySet().stream()
                    .allMatch(end -> offsets.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }
    }

    /** Whether all that was ever accepted is appended. */
    boolean isAppended() {
        return acceptedAgain && appended;
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
