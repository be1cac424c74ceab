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
 * @param extent how much there was to judge
 * @param findings everything that is wrong
 * @param notJudged why less was judged than should have been; a run that judges nothing is no good run
 */
public record Verdict(
        Tally all,
        Map<String, Tally> windows,
        Map<String, Long> windowCounts,
        Extent extent,
        List<Finding> findings,
        List<String> notJudged) {

    /**
     * How much there was to judge.
     *
     * @param tries to send anything
     * @param refused messages, each try of which was refused
     * @param gifts that were answered 202
     * @param pages that live readers were given
     */
    public record Extent(long tries, long refused, long gifts, long pages) {}

    public boolean isGood() {
        return findings.isEmpty() && notJudged.isEmpty();
    }

    public int count(Wrong what) {
        return all.count(what);
    }
}
