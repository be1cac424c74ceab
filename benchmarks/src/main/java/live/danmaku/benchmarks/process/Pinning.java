package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which CPUs the servers and the load run on. Pinned, the servers have CPU 0 to themselves and the load CPU 1, so that
 * neither takes time from the other.
 */
public enum Pinning {
    NONE,
    SERVER_0_LOAD_1,
    /** Of what works beside the measured server: wherever there is time left. */
    ANYWHERE;

    /**
     * Pins this process to CPU 1, if there are two CPUs and a {@code taskset}.
     *
     * @return {@link #NONE} when it cannot be done
     */
    public static Pinning ofThisProcess() throws InterruptedException {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return NONE;
        }
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-p", "-c", "1", pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean done = taskset.waitFor(10, TimeUnit.SECONDS) && taskset.exitValue() == 0;
            return done ? SERVER_0_LOAD_1 : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Of servers that the measured one needs, and whose time does not count. */
    public Pinning beside() {
        return this == NONE ? NONE : ANYWHERE;
    }

    /** What a server's command begins with. */
    List<String> serverPrefix() {
        return switch (this) {
            case NONE -> List.of();
            case SERVER_0_LOAD_1 -> List.of("taskset", "-c", "0");
            case ANYWHERE -> List.of("taskset", "-c", "0,1");
        };
    }

    @Override
    public String toString() {
        return this == NONE ? "not pinned" : "servers on CPU 0, load on CPU 1";
    }
}
