package live.danmaku.processor.handover;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Asks Kafka where partitions end: all that was acknowledged before the question lies before the answer. */
@FunctionalInterface
public interface EndOffsets {

    /** The next offset of each of these partitions. Never blocks; fails when Kafka cannot be reached. */
    CompletionStage<Map<Integer, Long>> of(Collection<Integer> partitions);
}
