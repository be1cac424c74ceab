package live.danmaku.tools.history.check;

import java.util.List;
import java.util.Map;

/**
 * The judgement of a run.
 *
 * @param all the whole run
 * @param windows by kind of fault, {@code calm} for the time outside; a message counts in every kind that was in force
 *     from its sending to its first sighting
 * @param windowCounts how many windows of each kind there were
 * @param gifts how many gifts were answered 202
 * @param findings everything that is wrong
 * @param notJudged why less was judged than should have been; a run that judges nothing is no good run
 */
public record Verdict(
        Tally all,
        Map<String, Tally> windows,
        Map<String, Long> windowCounts,
        long gifts,
        List<Finding> findings,
        List<String> notJudged) {

    public boolean isGood() {
        return findings.isEmpty() && notJudged.isEmpty();
    }

    public int count(Wrong what) {
        return all.count(what);
    }
}
