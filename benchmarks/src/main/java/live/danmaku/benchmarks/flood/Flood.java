package live.danmaku.benchmarks.flood;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import live.danmaku.benchmarks.load.ClosedLoop;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.OpenLoop;
import live.danmaku.benchmarks.load.RequestSource;
import org.HdrHistogram.Histogram;

/** How many comments come beside the gifts. */
interface Flood {

    /** Blocks for the duration. */
    LoadResult run(LoadThread thread, List<HttpConnection> connections, RequestSource comments, Duration duration)
            throws InterruptedException, ExecutionException;

    static Flood none() {
        return (thread, connections, comments, duration) -> new LoadResult(0, 0, 0, new Histogram(3), duration);
    }

    static Flood of(int perSecond) {
        return (thread, connections, comments, duration) ->
                OpenLoop.run(thread, connections, comments, perSecond, duration);
    }

    /** As many as the server takes. */
    static Flood saturating() {
        return ClosedLoop::run;
    }
}
