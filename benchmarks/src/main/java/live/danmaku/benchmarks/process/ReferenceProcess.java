package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import live.danmaku.benchmarks.reference.ReferenceServer;

/** The WebFlux reference in a JVM of its own, with the same JVM settings as the program. */
public final class ReferenceProcess {

    private ReferenceProcess() {}

    /**
     * Blocks until it answers.
     *
     * @param pageBytes the size of the constant that {@code /page} answers
     * @param emptyBytes the size of the constant that {@code /empty} answers
     */
    public static MeasuredServer start(Pinning pinning, int pageBytes, int emptyBytes)
            throws IOException, InterruptedException {
        int port = FreePort.find(1);
        return ServerProcess.start(
                List.of(
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReferenceServer.class.getName(),
                        "--server.port=" + port,
                        "--reference.page-bytes=" + pageBytes,
                        "--reference.empty-bytes=" + emptyBytes),
                Map.of(),
                TemporaryFolder.create(),
                port,
                "/empty",
                pinning);
    }
}
