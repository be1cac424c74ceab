package live.danmaku.benchmarks.poll;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.ServerProcess;

/**
 * The packaged program: the front end, whose CPU time counts, in a process of its own, and all that stands behind it in
 * another one with the engines.
 */
final class FrontEnd implements MeasuredServer {

    private final DanmakuParts behind;
    private final ServerProcess front;

    private FrontEnd(DanmakuParts behind, ServerProcess front) {
        this.behind = behind;
        this.front = front;
    }

    /** Blocks until both are ready. */
    static FrontEnd start(Pinning pinning) throws IOException, InterruptedException {
        DanmakuParts behind = DanmakuParts.start("processor,playback", pinning.beside());
        return new FrontEnd(
                behind, behind.startPart("frontend,routing", Map.of("DANMAKU_DEV_TOKENS", "true"), pinning));
    }

    @Override
    public URI url() {
        return front.url();
    }

    @Override
    public Duration cpuTime() {
        return front.cpuTime();
    }

    @Override
    public void close() {
        front.close();
        behind.close();
    }
}
