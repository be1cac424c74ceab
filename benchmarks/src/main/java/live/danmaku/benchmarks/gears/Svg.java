package live.danmaku.benchmarks.gears;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An SVG picture in the making. Coordinates are pixels from the upper left corner; colours are CSS's. */
final class Svg {

    private static final String FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

    private final StringBuilder elements = new StringBuilder();
    private final int width;

    Svg(int width) {
        this.width = width;
    }

    record Point(double x, double y) {}

    /** Where a text's x is. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** @param dash the lengths of dashes and holes, or {@code none} */
    void line(Point from, Point to, String colour, String dash) {
        add(String.format(
                Locale.ROOT,
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-dasharray='%s'/>",
                from.x(),
                from.y(),
                to.x(),
                to.y(),
                colour,
                dash));
    }

    void curve(List<Point> points, String colour, double thickness) {
        add(String.format(
                Locale.ROOT,
                "<polyline points='%s' fill='none' stroke='%s' stroke-width='%.1f' stroke-linejoin='round'/>",
                text(points),
                colour,
                thickness));
    }

    /** What lies between a curve and a base line. */
    void area(List<Point> points, double base, String colour) {
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        add(String.format(
                Locale.ROOT,
                "<polygon points='%.1f,%.1f %s %.1f,%.1f' fill='%s'/>",
                first.x(),
                base,
                text(points),
                last.x(),
                base,
                colour));
    }

    void dot(Point middle, double radius, String colour) {
        add(String.format(
                Locale.ROOT,
                "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s'/>",
                middle.x(),
                middle.y(),
                radius,
                colour));
    }

    /** @param style as {@code font} in CSS, without the family, such as {@code 600 14px} */
    void text(Point at, Anchor anchor, String style, String colour, String text) {
        add(String.format(
                Locale.ROOT,
                "<text x='%.1f' y='%.1f' text-anchor='%s' style=\"font: %s %s\" fill='%s'>%s</text>",
                at.x(),
                at.y(),
                anchor.name().toLowerCase(Locale.ROOT),
                style,
                FONT,
                colour,
                escaped(text)));
    }

    /** The whole picture, on a white ground so that it can be seen on any page. */
    String picture(int height) {
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' width='%1$d' height='%2$d'>\n<rect width='%1$d' height='%2$d' rx='8' fill='#ffffff'/>\n%3$s</svg>\n"
                .formatted(width, height, elements);
    }

    private void add(String element) {
        elements.append(element).append('\n');
    }

    private static String text(List<Point> points) {
        return points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point.x(), point.y()))
                .collect(Collectors.joining(" "));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
