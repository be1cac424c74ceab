package live.danmaku.model.gear;

/**
 * How a flow is written. Two questions that have nothing to do with each other make four gears: do its messages go to one
 * Kafka partition or to many, and does a partition append one batch at a time or a pool of them. In every gear the order of
 * places is decided at the append, and one sender's messages keep their order.
 */
public enum Gear {
    /** One partition, one append at a time: messages are seen in the order of acceptance. */
    FIRST(false, false),
    /** Many partitions, one append at a time in each. */
    SECOND(true, false),
    /** One partition, a pool of appends. */
    THIRD(false, true),
    /** Many partitions, a pool of appends in each. */
    FOURTH(true, true);

    private final boolean spread;
    private final boolean pooled;

    Gear(boolean spread, boolean pooled) {
        this.spread = spread;
        this.pooled = pooled;
    }

    /** 1 to 4. */
    public int number() {
        return ordinal() + 1;
    }

    /** Whether the flow's messages go to many partitions, by sender. */
    public boolean isSpread() {
        return spread;
    }

    /** Whether a partition's messages of the flow are appended by a pool, by sender. */
    public boolean isPooled() {
        return pooled;
    }

    /** @throws IllegalArgumentException when there is no such gear; the text says the value and what is expected */
    public static Gear of(int number) {
        if (number < 1 || number > 4) {
            throw new IllegalArgumentException("gear: %d (expected: 1-4)".formatted(number));
        }
        return values()[number - 1];
    }

    public static Gear of(boolean spread, boolean pooled) {
        return of(1 + (spread ? 1 : 0) + (pooled ? 2 : 0));
    }
}
