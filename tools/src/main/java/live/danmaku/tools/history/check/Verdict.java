package live.danmaku.tools.history.check;

import java.util.List;
import java.util.Map;
import live.danmaku.tools.history.record.Load;

/**
 * The judgement of a run.
 *
 * @param all the whole run
 * @param windows by kind of fault, {@code calm} for the time outside; a message counts in every kind that was in force
 *     from its sending to its first sighting
 * @param windowCounts how many windows of each kind there were
 * @param extent how much there was to judge
 * @param findings everything that is wrong
 * @param explained what is odd and in order, because of a fault that was made: how often, by what it is
 * @param loads what processes held
 * @param notJudged why less was judged than should have been; a run that judges nothing is no good run
 */
public record Verdict(
        Tally all,
        Map<String, Tally> windows,
        Map<String, Long> windowCounts,
        Extent extent,
        List<Finding> findings,
        Map<String, Integer> explained,
        List<Load> loads,
        List<String> notJudged) {

    /**
     * How much there was to judge.
     *
     * @param tries to send anything
     * @param refused messages, each try of which was refused
     * @param gifts that were answered 202
     * @param pages that live readers were given
     * @param endings streams that were ended
     * @param replays of them that were read, each from several tiers
     * @param visits of viewers that came and went
     */
    public record Extent(long tries, long refused, long gifts, long pages, long endings, long replays, long visits) {}

    public boolean isGood() {
        return findings.isEmpty() && notJudged.isEmpty();
    }

    public int count(Wrong what) {
        return all.count(what);
    }
}
