package live.danmaku.benchmarks.gears;

import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.benchmarks.gears.Svg.Anchor;
import live.danmaku.benchmarks.gears.Svg.Point;

/**
 * A part of a picture with a time axis and an axis of its own.
 *
 * @param top where it begins, in pixels
 * @param height in pixels
 * @param seconds the time axis's end
 * @param most the own axis's end
 */
record Panel(int top, int height, double seconds, double most) {

    static final int LEFT = 78;
    static final int RIGHT = 936;

    private static final String GRID = "#e5e7eb";
    private static final String FAINT = "#6b7280";

    Point at(double second, double value) {
        return new Point(
                LEFT + (RIGHT - LEFT) * second / seconds, top + height - height * Math.min(value, most) / most);
    }

    double base() {
        return top + height;
    }

    /** Draws the title, and a line with its value at each tick. */
    void frame(Svg svg, String title, List<Double> ticks) {
        svg.text(new Point(LEFT, top - 12), Anchor.START, "600 14px", "#111827", title);
        for (double tick : ticks) {
            Point left = at(0, tick);
            svg.line(left, new Point(RIGHT, left.y()), GRID, "none");
            svg.text(new Point(LEFT - 8, left.y() + 4), Anchor.END, "12px", FAINT, "%,.0f".formatted(tick));
        }
    }

    /** Writes seconds below. */
    void timeAxis(Svg svg) {
        double step = step(seconds, 8);
        for (double second = 0; second <= seconds; second += step) {
            svg.text(
                    new Point(at(second, 0).x(), base() + 18),
                    Anchor.MIDDLE,
                    "12px",
                    FAINT,
                    "%.0f s".formatted(second));
        }
    }

    /** Some round values from 0 to the first one that is not below {@code highest}. */
    static List<Double> ticks(double highest) {
        double step = step(highest, 4);
        int count = (int) Math.max(1, Math.ceil(highest / step));
        return IntStream.rangeClosed(0, count).mapToObj(number -> number * step).toList();
    }

    /** 1, 2 or 5 times a power of ten, so that at most {@code parts} make up the whole. */
    private static double step(double whole, int parts) {
        double least = Math.max(1, whole / parts);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
