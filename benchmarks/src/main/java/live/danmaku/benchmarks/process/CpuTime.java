package live.danmaku.benchmarks.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** CPU time of processes. */
final class CpuTime {

    private CpuTime() {}

    /** User and system time of a process and its descendants. The system tells it in steps of about 10 ms. */
    static Duration ofTree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The same of those descendants alone whose program's file name begins so. */
    static Duration ofDescendants(ProcessHandle root, String program) {
        return root.descendants()
                .filter(process -> process.info()
                        .command()
                        .map(path -> Path.of(path).getFileName().toString())
                        .filter(name -> name.startsWith(program))
                        .isPresent())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
