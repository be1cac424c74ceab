package live.danmaku.tools.history.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A replica of a run's Redis, of the same program; it ends with this JVM. For one thread. */
final class RedisReplica implements AutoCloseable {

    private final Path program;
    private final Path folder;
    private final int port = Ports.find(1);
    private final int masterPort;
    private ProcessHandle process;

    /** Starts it. */
    RedisReplica(Path program, Path folder, int masterPort) {
        this.program = program;
        this.folder = folder;
        this.masterPort = masterPort;
        this.process = start();
    }

    private ProcessHandle start() {
        List<String> command = List.of(
                "sh",
                "-c",
                ServerProcess.lifeline(),
                "lifeline",
                program.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--replicaof",
                "127.0.0.1",
                Integer.toString(masterPort));
        try {
            Process lifeline = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("replica.log").toFile()))
                    .start();
            String pid = lifeline.inputReader(StandardCharsets.UTF_8).readLine();
            return ProcessHandle.of(Long.parseLong(pid)).orElse(lifeline.toHandle());
        } catch (IOException e) {
            throw new ScenarioException("a replica cannot be started: " + e.getMessage(), e);
        }
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again, with nothing: it gets everything from its master. */
    void startAgain() {
        process = start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
