package live.danmaku.processor.handover;

import java.util.Map;
import live.danmaku.model.gear.Handover;

/** How far this process is with what was sent before a handover. */
@FunctionalInterface
public interface AppendedSoFar {

    /** Partition → every message of the handover's flow below this offset, sent on a route of before, is appended. */
    Map<Integer, Long> below(Handover handover);
}
