package live.danmaku.benchmarks.write;

import java.util.Arrays;
import java.util.BitSet;
import org.HdrHistogram.Histogram;

/**
 * When messages were accepted and when they were seen, by number. Written on the load thread, read by others when nothing
 * is under way.
 */
public final class Visibility {

    private long[] acceptedAt = new long[1 << 16];
    private final BitSet seen = new BitSet();
    private volatile long accepted;
    private volatile long visible;
    private long duplicates;
    private Histogram micros = new Histogram(3);

    /** A 202 came. */
    void accepted(int number) {
        if (number >= acceptedAt.length) {
            acceptedAt = Arrays.copyOf(acceptedAt, acceptedAt.length * 2);
        }
        acceptedAt[number] = System.nanoTime();
        accepted = accepted + 1;
    }

    /** A poll's answer showed it. One that was seen before its 202 came counts as 0 ms. */
    void seen(int number) {
        if (seen.get(number)) {
            duplicates++;
            return;
        }
        seen.set(number);
        long since = number < acceptedAt.length ? acceptedAt[number] : 0;
        micros.recordValue(since == 0 ? 0 : (System.nanoTime() - since) / 1_000);
        visible = visible + 1;
    }

    public long accepted() {
        return accepted;
    }

    public long visible() {
        return visible;
    }

    public long duplicates() {
        return duplicates;
    }

    /** What was recorded since the last call: from a message's 202 to the answer that showed it. */
    public Histogram takeMicros() {
        Histogram taken = micros;
        micros = new Histogram(3);
        return taken;
    }
}
