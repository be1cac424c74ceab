package live.danmaku.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** A folder that Kafka accepts as its log folder: it names its cluster and node. */
record KafkaLogFolder(Path path) {

    /** Formats {@code path} for a new cluster unless that has been done; a half-done formatting is done again. */
    static KafkaLogFolder formatted(Path path) {
        if (!Files.exists(path.resolve("meta.properties"))) {
            format(path);
        }
        return new KafkaLogFolder(path);
    }

    private static void format(Path path) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(path);
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(KafkaSettings.NODE_ID)
                    .setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(path.toString())
                    .addDirectory(path.toString())
                    .setPrintStream(nowhere)
                    .run();
        } catch (Exception e) {
            throw new EngineException("cannot format " + path + " for Kafka: " + e.getMessage(), e);
        }
    }
}
