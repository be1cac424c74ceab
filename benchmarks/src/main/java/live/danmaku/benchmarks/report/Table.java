package live.danmaku.benchmarks.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A Markdown table with its columns in line: readable in a terminal and in a document. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    /** @param cells as many as there are heads */
    public void row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("%d cells (expected: %d)"
                    .formatted(cells.length, rows.get(0).size()));
        }
        rows.add(List.of(cells));
    }

    public void print(PrintWriter out) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            out.println(line(rows.get(r), widths, ' '));
            if (r == 0) {
                out.println(line(rows.get(0).stream().map(head -> "").toList(), widths, '-'));
            }
        }
        out.flush();
    }

    private static String line(List<String> cells, int[] widths, char fill) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String padding =
                    String.valueOf(fill).repeat(widths[i] - cells.get(i).length());
            // Names to the left, figures to the right.
            line.append(' ')
                    .append(i == 0 ? cells.get(i) + padding : padding + cells.get(i))
                    .append(" |");
        }
        return line.toString();
    }
}
