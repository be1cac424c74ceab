package live.danmaku.tools.history.check;

import java.util.Map;
import live.danmaku.tools.history.record.Load;

/** When all is over nothing waits any more, and no process holds much more of the machine's memory than in the beginning. */
final class LoadCheck implements Check {

    /** A JVM takes its heap and its code's caches as it comes to use them. */
    private static final long GROWS_BY_KB = 300 * 1024;

    @Override
    public void find(History history, Map<String, Timeline> timelines, Findings findings) {
        for (Load load : history.loads()) {
            if (!load.atEnd()) {
                continue;
            }
            load.queues().forEach((queue, waiting) -> {
                if (waiting > 0) {
                    findings.add(Finding.at(
                            load.at(),
                            Wrong.MEMORY,
                            "%s of %s is %d when all is over (expected: 0)".formatted(queue, load.process(), waiting)));
                }
            });
            history.loads().stream()
                    .filter(other -> !other.atEnd() && other.process().equals(load.process()))
                    .filter(other -> other.resident() > 0 && load.resident() > other.resident() + GROWS_BY_KB)
                    .forEach(other -> findings.add(Finding.at(
                            load.at(),
                            Wrong.MEMORY,
                            "%s holds %d MB at the end and held %d MB at the start"
                                    .formatted(load.process(), load.resident() / 1024, other.resident() / 1024))));
        }
    }
}
