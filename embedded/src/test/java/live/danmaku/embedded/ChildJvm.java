package live.danmaku.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An {@link EnginesMain} in a JVM of its own, on this JVM's class path. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildJvm start(Path data, String engines, int redisPort, int kafkaPort, int mySqlPort) throws IOException {
        return new ChildJvm(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EnginesMain.class.getName(),
                        "--data-dir",
                        data.toString(),
                        "--bin-dir",
                        Binaries.sharedByUser().folder().toString(),
                        "--engines",
                        engines,
                        "--redis-port",
                        Integer.toString(redisPort),
                        "--kafka-port",
                        Integer.toString(kafkaPort),
                        "--mysql-port",
                        Integer.toString(mySqlPort))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The lines up to and with {@code ready all} or the first {@code failed}. */
    List<String> readUntilSettled() throws IOException {
        List<String> lines = new ArrayList<>();
        String line = output.readLine();
        while (line != null) {
            lines.add(line);
            if (line.equals("ready all") || line.startsWith("failed ")) {
                break;
            }
            line = output.readLine();
        }
        return lines;
    }

    Process process() {
        return process;
    }

    /** The child's children and theirs: the lifelines, their watchers and the engines. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
