package live.danmaku.tools.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A recording in a file: JSON lines or danmaku XML, plain or gzip, told apart by how they begin. Read line by line, never as a whole. */
final class StreamFile {

    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int LOOK_AT = 64;

    private final Path path;

    StreamFile(Path path) {
        this.path = path;
    }

    /** Is called with one line after the other. */
    interface LineReader {
        void line(String json) throws IOException;
    }

    /** @throws TransferException when the file cannot be read; the text says why */
    void read(LineReader reader) {
        try (InputStream in = open()) {
            if (isXml(in)) {
                new XmlRecording(in).read(reader);
            } else {
                readLines(in, reader);
            }
        } catch (NoSuchFileException e) {
            throw new TransferException("%s: no such file".formatted(path), e);
        } catch (IOException e) {
            throw new TransferException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static void readLines(InputStream in, LineReader reader) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                reader.line(line);
            }
        }
    }

    private InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(path));
        raw.mark(2);
        int magic = raw.read() << 8 | raw.read();
        raw.reset();
        return magic == GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(raw, 64 * 1024)) : raw;
    }

    private static boolean isXml(InputStream in) throws IOException {
        in.mark(LOOK_AT);
        String beginning = new String(in.readNBytes(LOOK_AT), UTF_8);
        in.reset();
        return beginning.replace("\uFEFF", "").stripLeading().startsWith("<");
    }
}
