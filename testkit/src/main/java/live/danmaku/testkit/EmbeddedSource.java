package live.danmaku.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import live.danmaku.embedded.Binaries;
import live.danmaku.embedded.EmbeddedKafka;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.embedded.Engine;
import live.danmaku.embedded.FileTree;
import live.danmaku.embedded.LoopbackPort;

/** Embedded engines on free ports, with all their data in one folder which goes when this is closed. */
final class EmbeddedSource implements EngineSource {

    private final Path folder;
    private final Binaries binaries = Binaries.sharedByUser();
    private final ConcurrentLinkedQueue<Engine> started = new ConcurrentLinkedQueue<>();

    EmbeddedSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public String startRedis() {
        return kept(EmbeddedRedis.start(folder, binaries, LoopbackPort.free())).address();
    }

    @Override
    public String startKafka() {
        return kept(EmbeddedKafka.start(folder, LoopbackPort.free(), LoopbackPort.free()))
                .address();
    }

    @Override
    public MySqlAddress startMySql() {
        EmbeddedMySql mySql = kept(EmbeddedMySql.start(folder, binaries, LoopbackPort.free()));
        return new MySqlAddress(mySql.address(), mySql.user(), mySql.password());
    }

    private <E extends Engine> E kept(E engine) {
        started.add(engine);
        return engine;
    }

    @Override
    public void close() {
        started.parallelStream().forEach(Engine::close);
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
