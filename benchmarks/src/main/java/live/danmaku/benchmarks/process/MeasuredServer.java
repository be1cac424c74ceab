package live.danmaku.benchmarks.process;

import java.net.URI;
import java.time.Duration;

/** A server under load. */
public interface MeasuredServer extends AutoCloseable {

    URI url();

    /** What the server and all that it started have used of the CPU so far; zero where that cannot be known. */
    Duration cpuTime();

    /** Ends it if this program has started it. */
    @Override
    void close();
}
