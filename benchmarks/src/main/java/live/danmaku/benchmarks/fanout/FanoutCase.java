package live.danmaku.benchmarks.fanout;

import java.util.Arrays;
import java.util.List;

/**
 * A load.
 *
 * @param name for people and for {@code --case}
 * @param rooms how many; subscribers and messages go to them in turn
 * @param subscribers in all rooms together
 * @param perSecond messages a second, in all rooms together
 * @param windowMs how long a broadcaster may collect messages of a room; 0: each goes out at once; {@link #USUAL}: as the
 *     program's usual settings say, so it alone can be measured
 */
record FanoutCase(String name, int rooms, int subscribers, int perSecond, int windowMs) {

    /** A window. */
    static final int USUAL = -1;

    static final List<FanoutCase> ALL = List.of(
            new FanoutCase("a50", 1, 1_000, 100, 50),
            new FanoutCase("a", 1, 1_000, 100, 0),
            new FanoutCase("b", 1, 10_000, 20, 100),
            new FanoutCase("c", 1_000, 10_000, 1_000, 0),
            new FanoutCase("path", 1, 1_000, 100, USUAL));

    /** @throws IllegalArgumentException when there is none of that name; the text lists those there are */
    static FanoutCase of(String name) {
        return ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("case: '%s' (expected: one of %s)"
                        .formatted(
                                name,
                                Arrays.toString(
                                        ALL.stream().map(FanoutCase::name).toArray()))));
    }

    /** The same with another number of subscribers. */
    FanoutCase withSubscribers(int number) {
        return new FanoutCase(name, rooms, number, perSecond, windowMs);
    }

    @Override
    public String toString() {
        return "%s: %,d room%s, %,d subscribers, %,d messages/s, window %s"
                .formatted(
                        name,
                        rooms,
                        rooms == 1 ? "" : "s",
                        subscribers,
                        perSecond,
                        switch (windowMs) {
                            case USUAL -> "as usual";
                            case 0 -> "none";
                            default -> windowMs + " ms";
                        });
    }
}
