package live.danmaku.tools.history.run;

import java.io.PrintWriter;

/** Progress on one line that is written anew; where nobody watches, as lines of their own, less often. */
final class ProgressLine implements Progress {

    private static final long BETWEEN_LINES_NANOS = 10_000_000_000L;

    private final PrintWriter out;
    private final boolean watched = System.console() != null;
    private long lastLine = System.nanoTime() - BETWEEN_LINES_NANOS;

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void tell(String text) {
        if (watched) {
            out.printf("\r\033[K%s", text);
        } else if (System.nanoTime() - lastLine >= BETWEEN_LINES_NANOS) {
            lastLine = System.nanoTime();
            out.println(text);
        }
        out.flush();
    }
}
