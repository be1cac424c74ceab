package live.danmaku.benchmarks.gears;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import live.danmaku.benchmarks.gears.Svg.Anchor;
import live.danmaku.benchmarks.gears.Svg.Point;

/** A burst as an SVG picture: rates, lag and gear above one another, on one time axis, and why the gear changed. */
final class BurstPicture {

    private static final int WIDTH = 960;
    private static final String INK = "#111827";
    private static final String OFFERED = "#f59e0b";
    private static final String APPENDED = "#2563eb";
    private static final String LAG = "#dc2626";
    private static final String GEAR = "#059669";
    private static final String CHANGE = "#9ca3af";

    private final Svg svg = new Svg(WIDTH);
    private final List<GearSample> samples;
    private final Panel rates;
    private final Panel lag;
    private final Panel gears;

    private BurstPicture(List<GearSample> samples) {
        this.samples = samples;
        double seconds = samples.get(samples.size() - 1).second();
        rates = new Panel(104, 180, seconds, last(Panel.ticks(highest(GearSample::offered, GearSample::appended))));
        lag = new Panel(336, 120, seconds, last(Panel.ticks(highest(GearSample::lagMs))));
        gears = new Panel(508, 96, seconds, 4.4);
    }

    /** @param samples at least one */
    static String draw(String title, List<GearSample> samples) {
        return new BurstPicture(samples).draw(title);
    }

    private String draw(String title) {
        svg.text(new Point(24, 36), Anchor.START, "700 18px", INK, title);
        frames();
        changeLines();
        rates();
        svg.area(points(lag, GearSample::lagMs), lag.base(), LAG + "22");
        svg.curve(points(lag, GearSample::lagMs), LAG, 2);
        List<Point> steps = gearSteps();
        svg.area(steps, gears.base(), GEAR + "22");
        svg.curve(steps, GEAR, 2.5);
        return svg.picture(reasons());
    }

    private void frames() {
        rates.frame(svg, "messages a second", Panel.ticks(rates.most()));
        lag.frame(svg, "lag: from acceptance to visibility, ms", Panel.ticks(lag.most()));
        gears.frame(svg, "gear", List.of(1.0, 2.0, 3.0, 4.0));
        gears.timeAxis(svg);
    }

    private void rates() {
        svg.area(points(rates, GearSample::offered), rates.base(), OFFERED + "22");
        svg.curve(points(rates, GearSample::offered), OFFERED, 2);
        svg.curve(points(rates, GearSample::appended), APPENDED, 2);
        legend(700, OFFERED, "offered");
        legend(810, APPENDED, "appended");
    }

    private void legend(double x, String colour, String text) {
        svg.dot(new Point(x, rates.top() - 17), 5, colour);
        svg.text(new Point(x + 12, rates.top() - 12), Anchor.START, "13px", INK, text);
    }

    /** The gear holds until it changes. */
    private List<Point> gearSteps() {
        List<Point> steps = new ArrayList<>();
        int gear = 1;
        steps.add(gears.at(0, gear));
        for (GearSample sample : samples) {
            steps.add(gears.at(sample.second(), gear));
            gear = sample.gear();
            steps.add(gears.at(sample.second(), gear));
        }
        return steps;
    }

    private List<GearSample> changes() {
        return samples.stream().filter(sample -> !sample.change().isEmpty()).toList();
    }

    private void changeLines() {
        for (GearSample change : changes()) {
            double x = gears.at(change.second(), 0).x();
            for (Panel panel : List.of(rates, lag, gears)) {
                svg.line(new Point(x, panel.top()), new Point(x, panel.base()), CHANGE, "3 3");
            }
        }
    }

    /** @return the picture's height */
    private int reasons() {
        int y = (int) gears.base() + 48;
        for (GearSample change : changes()) {
            svg.dot(new Point(Panel.LEFT + 5, y - 4), 4, GEAR);
            svg.text(
                    new Point(Panel.LEFT + 18, y),
                    Anchor.START,
                    "13px",
                    INK,
                    "%.0f s, gear %d: %s".formatted(change.second(), change.gear(), change.change()));
            y += 22;
        }
        return y + 4;
    }

    private List<Point> points(Panel panel, ToDoubleFunction<GearSample> value) {
        return samples.stream()
                .map(sample -> panel.at(sample.second(), value.applyAsDouble(sample)))
                .toList();
    }

    @SafeVarargs
    private double highest(ToDoubleFunction<GearSample>... values) {
        double highest = 1;
        for (ToDoubleFunction<GearSample> value : values) {
            highest =
                    Math.max(highest, samples.stream().mapToDouble(value).max().orElse(1));
        }
        return highest;
    }

    private static double last(List<Double> ticks) {
        return ticks.get(ticks.size() - 1);
    }
}
