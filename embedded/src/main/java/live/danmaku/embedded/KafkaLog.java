package live.danmaku.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where Kafka's log goes in a JVM which is there for the engines only. */
final class KafkaLog {

    private static final int LIMIT_BYTES = 8 << 20;

    /** Held here, since the log manager forgets loggers that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    private KafkaLog() {}

    /** Sends warnings and errors of the whole JVM to {@code <data>/logs/kafka.log}, and everything else nowhere. */
    static void writeTo(Path dataFolder) {
        Path file = EngineLog.open(dataFolder, EngineKind.KAFKA.word()).file();
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n");
        LogManager.getLogManager().reset();
        try {
            FileHandler handler = new FileHandler(file.toString().replace("%", "%%"), LIMIT_BYTES, 1, true);
            handler.setFormatter(new SimpleFormatter());
            ROOT.addHandler(handler);
            ROOT.setLevel(Level.WARNING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
