package live.danmaku.standalone.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code docs/endpoints.md}: what bounds each endpoint. */
public final class EndpointTable {

    private static final Path FILE = Path.of("..", "docs", "endpoints.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z]+ /\\S+)` \\| (cheap|normal|heavy) \\| ([a-z]+) \\|");

    private EndpointTable() {}

    /** By endpoint, such as {@code GET /v1/rooms}: its class and its admission, such as {@code cheap address}. */
    public static Map<String, String> rows() {
        try {
            Map<String, String> rows = new TreeMap<>();
            Files.readAllLines(FILE).stream()
                    .map(ROW::matcher)
                    .filter(row -> row.matches())
                    .forEach(row -> {
                        if (rows.put(row.group(1), row.group(2) + " " + row.group(3)) != null) {
                            throw new IllegalStateException(row.group(1) + " stands there twice");
                        }
                    });
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
