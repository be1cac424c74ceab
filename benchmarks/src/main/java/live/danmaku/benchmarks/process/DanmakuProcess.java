package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The packaged program with its embedded engines, on free ports. */
public final class DanmakuProcess {

    private DanmakuProcess() {}

    /**
     * A started program.
     *
     * @param webSocket where clients of long connections go, as {@code http://host:port}
     * @param kafka the bootstrap servers of its embedded Kafka
     * @param redis the address of its embedded Redis
     */
    public record Started(MeasuredServer server, URI webSocket, String kafka, String redis) {}

    /** Blocks until the program is ready. The system property {@code danmaku.jar} says where it is. */
    public static Started start(Pinning pinning) throws IOException, InterruptedException {
        PackagedProgram program = PackagedProgram.find();
        Path folder = TemporaryFolder.create();
        int port = FreePort.find(8);
        int kafka = port + 4;
        Map<String, String> environment = Map.of(
                "DANMAKU_DATA_DIR", folder.resolve("data").toString(),
                "DANMAKU_HTTP_PORT", Integer.toString(port),
                "DANMAKU_WS_PORT", Integer.toString(port + 1),
                "DANMAKU_TCP_PORT", Integer.toString(port + 2),
                "DANMAKU_REDIS_PORT", Integer.toString(port + 3),
                "DANMAKU_KAFKA_PORT", Integer.toString(kafka),
                "DANMAKU_MYSQL_PORT", Integer.toString(port + 6),
                "DANMAKU_LINK_PORT", Integer.toString(port + 7));
        return new Started(
                ServerProcess.start(
                        program.arguments(), environment, folder, port, "/actuator/health/readiness", pinning),
                URI.create("http://127.0.0.1:" + (port + 1)),
                "127.0.0.1:" + kafka,
                "redis://127.0.0.1:" + (port + 3));
    }
}
