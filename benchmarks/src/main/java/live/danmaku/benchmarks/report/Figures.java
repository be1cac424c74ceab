package live.danmaku.benchmarks.report;

/** Figures as text, with as many digits as they are worth. */
public final class Figures {

    private Figures() {}

    /** {@code 12,300}; {@code -} when unknown. */
    public static String count(double value) {
        return Double.isNaN(value) ? "-" : "%,.0f".formatted(value >= 1_000 ? Math.rint(value / 10) * 10 : value);
    }

    public static String ratio(double value) {
        return Double.isNaN(value) ? "-" : "%.2f".formatted(value);
    }

    public static String millis(double value) {
        return Double.isNaN(value) ? "-" : (value < 10 ? "%.2f" : "%.0f").formatted(value);
    }
}
