package live.danmaku.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What an engine says: {@code <data>/logs/<name>.log}, appended to by every run. */
record EngineLog(Path file) {

    private static final long ROTATE_AT_BYTES = 8L << 20;
    private static final int TAIL_LINES = 15;
    private static final int TAIL_BYTES = 8 << 10;

    /** Makes room for a run's log: a file that has grown past 8 MiB becomes {@code <name>.log.old}. */
    static EngineLog open(Path dataFolder, String name) {
        try {
            Path file = Files.createDirectories(dataFolder.resolve("logs")).resolve(name + ".log");
            if (Files.exists(file) && Files.size(file) > ROTATE_AT_BYTES) {
                Files.move(file, file.resolveSibling(name + ".log.old"), StandardCopyOption.REPLACE_EXISTING);
            }
            return new EngineLog(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write logs below " + dataFolder, e);
        }
    }

    /** The last lines, for an error message; says so when there are none. */
    String tail() {
        try {
            byte[] all = Files.readAllBytes(file);
            int from = Math.max(0, all.length - TAIL_BYTES);
            List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.isEmpty()
                    ? "(nothing in " + file + ")"
                    : String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log at " + file + ")";
        }
    }
}
