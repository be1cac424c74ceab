package live.danmaku.tools.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads recordings: JSON lines, plain or gzip, told apart by the first two bytes. A line is
 * {@code {"t":ms,"kind","user","text","mode"?,"color"?}}; other fields are ignored, empty lines skipped. The whole file is
 * read before anything is sent, so a broken line is found before it does harm.
 */
final class Recording {

    private static final int GZIP_MAGIC = 0x1F8B;

    private static final JsonMapper JSON = new JsonMapper();

    private Recording() {}

    /** @throws FeedException when the file cannot be read, or a line is no recorded message; it says which */
    static List<RecordedLine> read(Path file) {
        List<RecordedLine> lines = new ArrayList<>();
        int number = 0;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(file), UTF_8))) {
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    lines.add(parse(line, number));
                }
            }
        } catch (NoSuchFileException e) {
            throw new FeedException("%s: no such file".formatted(file), e);
        } catch (IllegalArgumentException e) {
            throw new FeedException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
        } catch (IOException e) {
            throw new FeedException("%s, after line %d: cannot be read: %s".formatted(file, number, e.getMessage()), e);
        }
        return lines;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        raw.mark(2);
        int magic = raw.read() << 8 | raw.read();
        raw.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(raw, 64 * 1024) : raw;
    }

    /** @throws IllegalArgumentException when the line is no recorded message; the text says what is wrong with it */
    static RecordedLine parse(String line, int number) {
        JsonNode fields;
        try {
            fields = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        if (!fields.isObject()) {
            throw new IllegalArgumentException("%s (expected: a JSON object)".formatted(fields.getNodeType()));
        }
        JsonNode streamMs = fields.path("t");
        if (!streamMs.isNumber()) {
            throw new IllegalArgumentException("t: %s (expected: ms since the stream's start)".formatted(streamMs));
        }
        return new RecordedLine(
                number,
                streamMs.asLong(),
                text(fields, "kind", "comment"),
                text(fields, "user", "unknown"),
                text(fields, "text", ""),
                whole(fields, "mode"),
                whole(fields, "color"));
    }

    private static String text(JsonNode fields, String name, String otherwise) {
        JsonNode value = fields.path(name);
        return value.isString() ? value.stringValue() : otherwise;
    }

    private static @Nullable Integer whole(JsonNode fields, String name) {
        JsonNode value = fields.path(name);
        return value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : null;
    }
}
