package live.danmaku.model.ops;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many things took how long.
 *
 * @param upTo bound in µs → how many took that long at most; {@link Long#MAX_VALUE} has all
 */
public record Durations(NavigableMap<Long, Long> upTo) {

    public static final Durations NONE = new Durations(new TreeMap<>());

    /** Of two processes. A bound that only one of them has is taken as it is. */
    public Durations and(Durations other) {
        NavigableMap<Long, Long> sum = new TreeMap<>(upTo);
        other.upTo.forEach((bound, count) -> sum.merge(bound, count, Long::sum));
        return new Durations(sum);
    }

    /** What came since an earlier look at the same; all of it when it was begun anew meanwhile. */
    public Durations since(Durations before) {
        if (all() < before.all()) {
            return this;
        }
        NavigableMap<Long, Long> difference = new TreeMap<>(upTo);
        difference.replaceAll((bound, count) -> Math.max(0, count - before.upTo.getOrDefault(bound, 0L)));
        return new Durations(difference);
    }

    public long all() {
        return upTo.isEmpty() ? 0 : upTo.lastEntry().getValue();
    }

    /**
     * How long the given share took at most, in µs, as near as the bounds tell; beyond the last one, that bound.
     *
     * @param share above 0, up to 1
     * @return -1 of nothing
     */
    public long percentile(double share) {
        double wanted = all() * share;
        long lowerBound = 0;
        long lowerCount = 0;
        for (Map.Entry<Long, Long> bucket : upTo.entrySet()) {
            long count = bucket.getValue();
            if (count > 0 && count >= wanted) {
                return bucket.getKey() == Long.MAX_VALUE || count == lowerCount
                        ? lowerBound
                        : Math.round(lowerBound
                                + (bucket.getKey() - lowerBound) * (wanted - lowerCount) / (count - lowerCount));
            }
            lowerBound = bucket.getKey();
            lowerCount = count;
        }
        return -1;
    }
}
