package live.danmaku.benchmarks.process;

import java.net.URI;
import java.time.Duration;

/** A server that somebody else has started. */
public record ForeignServer(URI url) implements MeasuredServer {

    @Override
    public Duration cpuTime() {
        return Duration.ZERO;
    }

    @Override
    public void close() {}
}
