package live.danmaku.embedded;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A process that is there for the engines only, as the child of a program which uses them.
 *
 * <p>Arguments: {@code --data-dir D --engines redis,kafka,mysql [--redis-port P] [--kafka-port P] [--mysql-port P]
 * [--bin-dir B] [--redis-auth true]}, where {@code B} (usually {@code D/bin}) is for the unpacked programs. Its output
 * is {@link ProtocolLines}. It ends in order, within 8 s, when its standard input ends (the parent closed it, or died)
 * or on SIGTERM; with status 1 after a {@code failed} line, when an engine does not start or later ends by itself.
 */
public final class EnginesMain {

    private final ProtocolLines lines;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile @Nullable EmbeddedEngines engines;

    private EnginesMain(ProtocolLines lines) {
        this.lines = lines;
    }

    public static void main(String... arguments) {
        EnginesMain main = new EnginesMain(new ProtocolLines(System.out));
        System.setOut(System.err);
        Runtime.getRuntime().addShutdownHook(new Thread(main::close, "close-engines"));
        Thread lifeline = new Thread(EnginesMain::exitAtEndOfInput, "lifeline");
        lifeline.setDaemon(true);
        lifeline.start();
        System.exit(main.run(arguments));
    }

    /** Blocks until an engine fails; every other way out is the shutdown hook's. */
    private int run(String... arguments) {
        try {
            EngineSettings settings = EnginesArguments.parse(arguments);
            KafkaLog.writeTo(settings.dataFolder());
            EmbeddedEngines started = EmbeddedEngines.start(settings, lines);
            engines = started;
            started.all().forEach(engine -> engine.ended().thenRun(() -> endedByItself(engine)));
            lines.readyAll();
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            lines.failed("engines", e);
        }
        return 1;
    }

    private void endedByItself(Engine engine) {
        if (!closing) {
            lines.failed(engine.kind(), new EngineException(engine.kind().title() + " has ended unexpectedly"));
            closed.countDown();
        }
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said on this line; only its end means something.
            }
        } catch (IOException e) {
            // The same as its end.
        }
        System.exit(0);
    }

    private void close() {
        closing = true;
        EmbeddedEngines running = engines;
        if (running != null) {
            running.close();
        }
    }
}
