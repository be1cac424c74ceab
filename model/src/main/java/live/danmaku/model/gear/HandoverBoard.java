package live.danmaku.model.gear;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Where processors tell one another how far they are with what was sent before a {@link Handover}. Never blocks; stages
 * fail when the store cannot be reached.
 */
public interface HandoverBoard {

    /**
     * How far one partition is.
     *
     * @param below every message of the handover's flow with a smaller offset, sent on a route of before, is appended
     */
    record Progress(Handover handover, int partition, long below) {}

    /**
     * What stands on the board.
     *
     * @param open the handovers that somebody waited for within the last seconds
     * @param progress of those that the caller waits for: partition → {@link Progress#below()}
     */
    record View(Set<Handover> open, Map<Handover, Map<Integer, Long>> progress) {

        public static final View EMPTY = new View(Set.of(), Map.of());
    }

    /**
     * Tells and asks in one step.
     *
     * @param waitingFor what the caller waits for
     * @param told of the caller's partitions, in place of what was told of them before
     */
    CompletionStage<View> exchange(Collection<Handover> waitingFor, Collection<Progress> told);
}
