package live.danmaku.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The rounds of one thing that is compared. */
public final class Candidate {

    private final String name;
    private final List<Round> rounds = new ArrayList<>();

    public Candidate(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public void add(Round round) {
        rounds.add(round);
    }

    public boolean isEmpty() {
        return rounds.isEmpty();
    }

    public double median(ToDoubleFunction<Round> figure) {
        return Median.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** Each round's figure of answers a second, so that one sees how much they differ. */
    public String perSecondOfRounds() {
        return rounds.stream().map(round -> Figures.count(round.perSecond())).collect(Collectors.joining(" · "));
    }

    public long wrong() {
        return rounds.stream().mapToLong(Round::wrong).sum();
    }

    /** The median of the ratios to {@code reference} within each round, so that a noisy minute hits both. */
    public double ratioTo(Candidate reference, ToDoubleFunction<Round> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            ratios.add(figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(reference.rounds.get(i)));
        }
        return Median.of(ratios);
    }
}
