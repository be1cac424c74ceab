package live.danmaku.benchmarks.fanout;

import org.HdrHistogram.Histogram;

/** What subscribers have received. For the load thread. */
final class Deliveries {

    private final Histogram micros = new Histogram(3);
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

    /** Since the last call. */
    Taken take() {
        Taken taken = new Taken(frames, messages, micros.copy());
        micros.reset();
        frames = 0;
        messages = 0;
        return taken;
    }

    /** @param micros of the subscribers whose delays are looked at */
    record Taken(long frames, long messages, Histogram micros) {}
}
