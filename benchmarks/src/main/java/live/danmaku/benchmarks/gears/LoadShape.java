package live.danmaku.benchmarks.gears;

import java.time.Duration;

/**
 * A load that is calm, rises to a burst, falls again and is calm.
 *
 * @param calmRate messages a second
 * @param burstRate messages a second
 * @param before how long it is calm at first
 * @param slope how long the rise takes, and the fall
 * @param burst how long the burst takes
 * @param after how long it is calm at the end
 */
record LoadShape(int calmRate, int burstRate, Duration before, Duration slope, Duration burst, Duration after) {

    /** How many messages are due after some time, from the begin. */
    double dueAfter(Duration time) {
        double left = seconds(time);
        double due = 0;
        double[] lengths = {seconds(before), seconds(slope), seconds(burst), seconds(slope), seconds(after)};
        double[] rates = {calmRate, calmRate, burstRate, burstRate, calmRate, calmRate}; // at the ends of the stretches
        for (int i = 0; i < lengths.length && left > 0; i++) {
            double spent = Math.min(left, lengths[i]);
            double rateAtEnd = rates[i] + (rates[i + 1] - rates[i]) * spent / lengths[i];
            due += spent * (rates[i] + rateAtEnd) / 2;
            left -= spent;
        }
        return due;
    }

    Duration length() {
        return before.plus(slope).plus(burst).plus(slope).plus(after);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
