package live.danmaku.benchmarks.route;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Table;
import live.danmaku.model.route.AddressFamily;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.routing.route.Route;
import live.danmaku.routing.route.RouteRequest;
import org.HdrHistogram.Histogram;

/** So many answers of the router without HTTP, by some threads at once, while the flight recorder watches them. */
final class RouterAloneRun {

    private final int answers;
    private final int threads;

    /** @param answers by all threads together */
    RouterAloneRun(int answers, int threads) {
        this.answers = answers;
        this.threads = threads;
    }

    private record Part(Histogram nanos, long cpuNanos, long wrong) {}

    /** @return whether every answer was right and nothing was waited for */
    boolean run(String name, int entries, int percent, Table table)
            throws IOException, InterruptedException, ExecutionException {
        try (RouterAlone router = RouterAlone.with(entries, percent)) {
            answer(router, percent, answers, 0); // warms up
            List<Part> parts = new ArrayList<>();
            Waits.Count waits;
            try (Waits recorded = new Waits()) {
                List<FutureTask<Part>> tasks = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    int from = t * answers;
                    FutureTask<Part> task = new FutureTask<>(() -> answer(router, percent, answers / threads, from));
                    tasks.add(task);
                    new Thread(task, "route-bench-" + t).start();
                }
                for (FutureTask<Part> task : tasks) {
                    parts.add(task.get());
                }
                waits = recorded.count(RouterAlone.class, "route");
            }
            Histogram nanos = new Histogram(3);
            parts.forEach(part -> nanos.add(part.nanos()));
            double cpuSeconds = parts.stream().mapToLong(Part::cpuNanos).sum() / 1e9;
            long wrong = parts.stream().mapToLong(Part::wrong).sum();
            table.row(
                    name,
                    Figures.count(nanos.getTotalCount()),
                    Figures.count(nanos.getTotalCount() / cpuSeconds),
                    "%.1f".formatted(nanos.getValueAtPercentile(50) / 1e3),
                    "%.1f".formatted(nanos.getValueAtPercentile(99) / 1e3),
                    "%.1f".formatted(nanos.getValueAtPercentile(99.9) / 1e3),
                    Long.toString(waits.locks()),
                    Long.toString(waits.inputAndOutput()),
                    Long.toString(wrong));
            return wrong == 0 && waits.isNothing();
        }
    }

    static Table table() {
        return new Table(
                "router alone",
                "answers",
                "per CPU-s",
                "p50 µs",
                "p99 µs",
                "p99.9 µs",
                "waits for locks",
                "input/output",
                "wrong answers");
    }

    private static Part answer(RouterAlone router, int percent, int count, int from) {
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        Histogram nanos = new Histogram(3);
        long wrong = 0;
        long cpuBegin = cpu.getCurrentThreadCpuTime();
        for (int i = from; i < from + count; i++) {
            boolean isBlack = i % 100 == 0;
            long begin = System.nanoTime();
            Route route = router.route(new RouteRequest(
                    RouteSubject.of(isBlack ? ListedClients.blackUid(0) : "u" + i, "phone-" + i, "3.2." + i % 50),
                    "",
                    "",
                    Optional.of(AddressFamily.V4)));
            nanos.recordValue(System.nanoTime() - begin);
            boolean isPush = route.transport().equals("push");
            wrong += isPush == (percent == 100 && !isBlack) ? 0 : 1;
        }
        return new Part(nanos, cpu.getCurrentThreadCpuTime() - cpuBegin, wrong);
    }
}
