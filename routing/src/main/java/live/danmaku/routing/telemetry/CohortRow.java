package live.danmaku.routing.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalLong;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What a cohort, or several together, reported.
 *
 * @param version left out of sums; the same of the network
 * @param failed connects, of {@code connects}
 * @param successPercent left out when there were no connects
 * @param connectP50Ms left out when no connect succeeded; the ends of buckets, as all of these times
 * @param delays how often a delay was reported
 * @param missed messages that gaps are known to be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CohortRow(
        String transport,
        @Nullable String version,
        @Nullable String network,
        long connects,
        long failed,
        @Nullable Double successPercent,
        @Nullable Long connectP50Ms,
        @Nullable Long connectP95Ms,
        long disconnects,
        long delays,
        @Nullable Long delayP50Ms,
        @Nullable Long delayP95Ms,
        long gaps,
        long missed) {

    static CohortRow of(Cohort cohort, Tally tally) {
        return of(cohort.transport().wireName(), cohort.version(), cohort.network(), tally);
    }

    /** @param transport also a name for several */
    public static CohortRow of(String transport, Tally tally) {
        return of(transport, null, null, tally);
    }

    private static CohortRow of(String transport, @Nullable String version, @Nullable String network, Tally tally) {
        return new CohortRow(
                transport,
                version,
                network,
                tally.connects(),
                tally.failed(),
                tally.connects() == 0 ? null : Math.round(tally.success() * 10) / 10.0,
                orNull(tally.connectMs(0.5)),
                orNull(tally.connectMs(0.95)),
                tally.disconnects(),
                tally.delays(),
                orNull(tally.delayMs(0.5)),
                orNull(tally.delayMs(0.95)),
                tally.gaps(),
                tally.missed());
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
