package live.danmaku.benchmarks.fanout;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import live.danmaku.benchmarks.load.RequestSource;
import live.danmaku.benchmarks.process.DanmakuProcess;
import live.danmaku.benchmarks.process.Pinning;

/** The packaged program as {@code scripts/run} starts it: all of it in one process, with the usual settings. */
final class Standalone implements Broadcaster {

    private final DanmakuProcess.Started program;
    private final Rooms rooms;

    Standalone(Pinning pinning) throws IOException, InterruptedException {
        program = DanmakuProcess.start(pinning);
        rooms = new Rooms(program.server().url());
    }

    @Override
    public String name() {
        return "danmaku, one process";
    }

    @Override
    public void prepare(FanoutCase load) throws IOException, InterruptedException {
        rooms.make(load.rooms());
    }

    @Override
    public URI subscribeAt() {
        return program.webSocket();
    }

    @Override
    public String path(int room) {
        return "/sub";
    }

    @Override
    public ByteBuf greeting(int room) {
        return rooms.auth(room);
    }

    @Override
    public ByteBuf heartbeat() {
        return rooms.heartbeat();
    }

    @Override
    public URI publishAt() {
        return program.server().url();
    }

    @Override
    public RequestSource messages(FanoutCase load) {
        return rooms.messages(load.rooms());
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
