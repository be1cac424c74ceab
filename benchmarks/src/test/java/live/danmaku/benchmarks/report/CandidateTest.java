package live.danmaku.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CandidateTest {

    @Test
    void ratioTo_noisyRound_isTheMedianOfTheRoundsRatios() {
        Candidate reference = candidate(100, 50, 100);
        Candidate ours = candidate(80, 42, 81);
        assertThat(ours.ratioTo(reference, Round::perSecond)).isEqualTo(0.81);
        assertThat(ours.median(Round::perSecond)).isEqualTo(80);
    }

    private static Candidate candidate(double... perSecond) {
        Candidate candidate = new Candidate("one");
        for (double value : perSecond) {
            candidate.add(new Round(value, 1, 2, Double.NaN, 0));
        }
        return candidate;
    }
}
