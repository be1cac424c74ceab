package live.danmaku.benchmarks.gears;

import java.util.List;

/** A burst as an SVG picture: rates, lag and gear above one another, with one time axis. */
final class BurstPicture {

    private BurstPicture() {}

    static String draw(List<GearSample> samples) {
        return "";
    }
}
