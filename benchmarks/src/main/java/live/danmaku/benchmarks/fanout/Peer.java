package live.danmaku.benchmarks.fanout;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import live.danmaku.benchmarks.load.RequestSource;
import live.danmaku.benchmarks.process.FreePort;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.ServerProcess;
import live.danmaku.benchmarks.process.TemporaryFolder;
import org.jspecify.annotations.Nullable;

/** A broadcaster with {@code /sub/<room>} and {@code /pub/<room>} that does nothing else. */
final class Peer implements Broadcaster {

    /** As long as a comment is when it is delivered. */
    private static final String BODY = "{\"text\":\"" + Marker.PLACE + " ".repeat(180) + "\"}";

    private final String name;
    private final Program program;
    private final String readyPath;
    private final Pinning pinning;
    private @Nullable ServerProcess process;
    private int windowMs = -1;

    /** How it is started. */
    @FunctionalInterface
    interface Program {

        List<String> command(int port, int windowMs, Path folder);
    }

    Peer(String name, Program program, String readyPath, Pinning pinning) {
        this.name = name;
        this.program = program;
        this.readyPath = readyPath;
        this.pinning = pinning;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare(FanoutCase load) throws IOException, InterruptedException {
        if (process != null && windowMs == load.windowMs()) {
            return;
        }
        close();
        int port = FreePort.find(1);
        Path folder = TemporaryFolder.create();
        windowMs = load.windowMs();
        process = ServerProcess.run(
                program.command(port, windowMs, folder),
                Map.of("BENCH_DIR", folder.toString()),
                folder,
                port,
                readyPath,
                pinning);
    }

    /** There is nothing to compile. */
    @Override
    public int warmUpSeconds() {
        return 5;
    }

    private ServerProcess process() {
        if (process == null) {
            throw new IllegalStateException("not prepared");
        }
        return process;
    }

    @Override
    public URI subscribeAt() {
        return process().url();
    }

    @Override
    public String path(int room) {
        return "/sub/" + room;
    }

    @Override
    public @Nullable ByteBuf greeting(int room) {
        return null;
    }

    @Override
    public @Nullable ByteBuf heartbeat() {
        return null;
    }

    @Override
    public URI publishAt() {
        return process().url();
    }

    @Override
    public RequestSource messages(FanoutCase load) {
        return new MarkedMessages(publishAt(), load.rooms(), room -> "/pub/" + room, "", BODY);
    }

    @Override
    public Duration cpuTime() {
        return process().cpuTime();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }
}
