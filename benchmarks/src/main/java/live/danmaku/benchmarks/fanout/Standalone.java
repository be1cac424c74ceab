package live.danmaku.benchmarks.fanout;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import live.danmaku.benchmarks.process.DanmakuProcess;
import live.danmaku.benchmarks.process.Pinning;

/** The packaged program as {@code scripts/run} starts it: all of it in one process, with the usual settings. */
final class Standalone extends Program {

    private final DanmakuProcess.Started program;

    private Standalone(DanmakuProcess.Started program) throws IOException, InterruptedException {
        super(program.server().url());
        this.program = program;
    }

    /** Blocks until it is ready. */
    static Standalone start(Pinning pinning) throws IOException, InterruptedException {
        return new Standalone(DanmakuProcess.start(pinning));
    }

    @Override
    public String name() {
        return "danmaku, one process";
    }

    @Override
    public void prepare(FanoutCase load) throws IOException, InterruptedException {
        makeRooms(load.rooms());
    }

    @Override
    public URI subscribeAt() {
        return program.webSocket();
    }

    /** Of all of it, the engines among it. */
    @Override
    public Duration cpuTime() {
        return program.server().cpuTime();
    }

    @Override
    public void close() {
        program.server().close();
    }
}
