package live.danmaku.tools.history.record;

import java.util.Map;

/**
 * What a process held at the start or the end of a run.
 *
 * @param heap used bytes of Java's heap; -1 when the process did not tell
 * @param resident KB of the machine's memory; -1 where that cannot be told
 * @param queues what waits in it, by the gauge's name
 */
public record Load(String process, boolean atEnd, long heap, long resident, Map<String, Long> queues, long at)
        implements HistoryLine {

    public Load {
        queues = Map.copyOf(queues);
    }
}
