package live.danmaku.benchmarks.fanout;

import org.HdrHistogram.Histogram;

/** What subscribers have received. For the load thread. */
final class Deliveries {

    private final Histogram micros = new Histogram(3);
    private final Histogram sinceAppend = new Histogram(3);
    private long frames;
    private long messages;

    void frame() {
        frames++;
    }

    void message() {
        messages++;
    }

    /** @param late from posting to arrival */
    void delay(long late) {
        micros.recordValue(Math.max(0, late));
    }

    /** @param at when the last message of a frame was appended, in ms since 1970; -1 when it does not tell */
    void appended(long at) {
        if (at >= 0) {
            sinceAppend.recordValue(Math.max(0, System.currentTimeMillis() - at));
        }
    }

    /** Since the last call. */
    Taken take() {
        Taken taken = new Taken(frames, messages, micros.copy(), sinceAppend.copy());
        micros.reset();
        sinceAppend.reset();
        frames = 0;
        messages = 0;
        return taken;
    }

    /**
     * @param micros from posting to arrival, of the subscribers whose delays are looked at
     * @param sinceAppend the same in ms, from when a frame's last message was appended; empty when none told
     */
    record Taken(long frames, long messages, Histogram micros, Histogram sinceAppend) {}
}
