package live.danmaku.routing.guard;

import java.time.Duration;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.TelemetryStore;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the guard acts.
 *
 * @param window over which reports are judged; {@link TelemetryStore#KEPT} at most
 * @param period how often they are
 * @param confirmations how often, one after the other, the same has to be found before the guard acts
 * @param leastConnects with fewer connects nothing is said of a version, the long connections or polling
 * @param leastReporters how many addresses must report trouble before it is believed: it must be there without what all but one
 *     of as many, those with the most, report of it. With 1 a single address is believed
 * @param leastSuccess percent of connects that succeed; below it is bad
 * @param worseBy percentage points by which it must be worse than the others, too
 * @param leastDelays with fewer reports of delay on either side nothing is said of delay and gaps
 * @param mostDelay by how much long connections' delay (95 of 100 reports) may be longer than that of polling
 * @param mostGaps how many more gaps, in a hundred reports of delay, they may have
 * @param blackFor how long a version stays on the black list
 * @param alertFor how long the alert lasts after the guard has acted
 */
@ConfigurationProperties("danmaku.guard")
public record GuardSettings(
        @DefaultValue("30s") Duration window,
        @DefaultValue("1s") Duration period,
        @DefaultValue("4") int confirmations,
        @DefaultValue("50") int leastConnects,
        @DefaultValue("3") int leastReporters,
        @DefaultValue("80") double leastSuccess,
        @DefaultValue("10") double worseBy,
        @DefaultValue("100") int leastDelays,
        @DefaultValue("2s") Duration mostDelay,
        @DefaultValue("5") double mostGaps,
        @DefaultValue("30m") Duration blackFor,
        @DefaultValue("10m") Duration alertFor) {

    /** Half of those that are told apart, so that enough is left to judge. */
    private static final int MOST_REPORTERS = Tally.REPORTERS / 2;

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public GuardSettings {
        if (window.toMillis() < 1_000 || window.compareTo(TelemetryStore.KEPT) > 0) {
            throw new IllegalArgumentException("window: %s (expected: 1s-%s)".formatted(window, TelemetryStore.KEPT));
        }
        if (period.toMillis() < 1) {
            throw new IllegalArgumentException("period: %s (expected: 1ms or more)".formatted(period));
        }
        if (leastReporters < 1 || leastReporters > MOST_REPORTERS) {
            throw new IllegalArgumentException(
                    "least-reporters: %d (expected: 1-%d)".formatted(leastReporters, MOST_REPORTERS));
        }
        if (confirmations < 1) {
            throw new IllegalArgumentException("confirmations: %d (expected: 1 or more)".formatted(confirmations));
        }
    }
}
