package live.danmaku.tools.history.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All histories of a run. */
public final class HistoryFolder {

    /** What is left out is nothing: null, 0, false. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private HistoryFolder() {}

    /**
     * The lines of all files {@code *.jsonl}, file after file; within a file in their order.
     *
     * @throws IOException when the folder holds no history, or a line is none; the text says which
     */
    public static List<HistoryLine> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("%s is no folder (expected: a folder with histories)".formatted(folder));
        }
        List<HistoryLine> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(HistoryFolder::isHistory).sorted().toList()) {
                readFile(file, lines);
            }
        }
        if (lines.isEmpty()) {
            throw new IOException("%s holds no history (expected: files *%s)".formatted(folder, HistoryFile.ENDING));
        }
        return lines;
    }

    private static boolean isHistory(Path file) {
        return file.getFileName().toString().endsWith(HistoryFile.ENDING);
    }

    private static void readFile(Path file, List<HistoryLine> lines) throws IOException {
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                lines.add(JSON.readValue(line, HistoryLine.class));
            }
        } catch (JacksonException e) {
            throw new IOException("%s line %d: %s".formatted(file, number, e.getOriginalMessage()), e);
        }
    }
}
