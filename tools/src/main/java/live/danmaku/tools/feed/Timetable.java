package live.danmaku.tools.feed;

import java.time.Duration;
import java.util.List;

/**
 * When each line of a recording is due, in ns since the feed began: the first at once, the others after the recorded
 * pause divided by the speed, at most {@code longestPause}. Recorded times that run backwards count as no pause.
 */
final class Timetable {

    private final long[] dueNanos;

    private Timetable(long[] dueNanos) {
        this.dueNanos = dueNanos;
    }

    /**
     * @param speed how many times faster than recorded; infinity makes all due at once
     * @param longestPause after compression
     */
    static Timetable of(List<RecordedLine> lines, double speed, Duration longestPause) {
        long[] due = new long[lines.size()];
        double most = longestPause.toNanos();
        double now = 0;
        long latest = lines.isEmpty() ? 0 : lines.get(0).streamMs();
        for (int i = 1; i < due.length; i++) {
            long streamMs = Math.max(latest, lines.get(i).streamMs());
            now += Math.min(most, (streamMs - latest) * 1e6 / speed);
            latest = streamMs;
            due[i] = Math.round(now);
        }
        return new Timetable(due);
    }

    long dueNanos(int line) {
        return dueNanos[line];
    }

    /** From the first line to the last. */
    Duration length() {
        return Duration.ofNanos(dueNanos.length == 0 ? 0 : dueNanos[dueNanos.length - 1]);
    }
}
