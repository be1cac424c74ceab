package live.danmaku.tools.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process of this machine holds.
 *
 * @param heapBytes that are still reachable
 * @param logBytes in its log so far
 */
record Footprint(long heapBytes, long files, long threads, long logBytes) {

    private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";

    /** Collects garbage first; blocks. */
    static Footprint of(Target target, long pid, Path log) throws IOException, InterruptedException {
        collectGarbage(pid);
        double heap = target.api()
                .text("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(USED))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> files = Files.list(process.resolve("fd"));
                Stream<Path> threads = Files.list(process.resolve("task"))) {
            return new Footprint((long) heap, files.count(), threads.count(), Files.size(log));
        }
    }

    private static void collectGarbage(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new FuzzException("jcmd %d GC.run failed (expected: a JVM of this user)".formatted(pid));
        }
    }
}
