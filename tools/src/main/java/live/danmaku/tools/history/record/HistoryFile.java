package live.danmaku.tools.history.record;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.json.JsonMapper;

/** One party's history, {@code <party>.jsonl}. Lines are in the file when {@link #close} returns. Thread-safe. */
public final class HistoryFile implements AutoCloseable {

    static final String ENDING = ".jsonl";

    private static final JsonMapper JSON = new JsonMapper();

    private final BufferedWriter out;

    /** @throws UncheckedIOException when there is such a file already, or it cannot be made */
    public HistoryFile(Path folder, String party) {
        try {
            Files.createDirectories(folder);
            out = Files.newBufferedWriter(folder.resolve(party + ENDING), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException("a history cannot be written to " + folder, e);
        }
    }

    public synchronized void write(HistoryLine line) {
        try {
            out.write(JSON.writeValueAsString(line));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("a history cannot be written", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a history cannot be written", e);
        }
    }
}
