package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server in a process of its own, with a temporary folder that goes with it. It ends with {@link #close}, at the latest
 * with this JVM.
 */
public final class ServerProcess implements MeasuredServer {

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI url;
    private final Path folder;
    private final Process process;
    private final Thread atExit = new Thread(this::end, "end-server");

    private ServerProcess(URI url, Path folder, Process process) {
        this.url = url;
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts a server; blocks until {@code readyPath} is answered 200.
     *
     * @param javaArguments after {@code java}
     * @param folder for its data and its log, deleted at the end
     */
    static ServerProcess start(
            List<String> javaArguments,
            Map<String, String> environment,
            Path folder,
            int port,
            String readyPath,
            Pinning pinning)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaArguments);
        return run(command, environment, folder, port, readyPath, pinning);
    }

    /**
     * Starts any program; blocks until {@code readyPath} is answered 200.
     *
     * @param program with its arguments
     * @param folder for its log, deleted at the end
     */
    public static ServerProcess run(
            List<String> program,
            Map<String, String> environment,
            Path folder,
            int port,
            String readyPath,
            Pinning pinning)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(pinning.serverPrefix());
        command.addAll(program);
        Path log = folder.resolve("server.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(URI.create("http://127.0.0.1:" + port), folder, builder.start());
        Runtime.getRuntime().addShutdownHook(server.atExit);
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!server.isReady(readyPath)) {
            if (!server.process.isAlive() || System.nanoTime() > deadline) {
                String said = Files.readString(log);
                server.close();
                throw new IOException("a server did not start: " + String.join(" ", command) + "\n" + said);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return server;
    }

    private boolean isReady(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public URI url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public Duration cpuTime() {
        return CpuTime.ofTree(process.toHandle());
    }

    /** The same of those that it has started and whose program's file name begins so. */
    Duration cpuTimeOf(String program) {
        return CpuTime.ofDescendants(process.toHandle(), program);
    }

    /** Stops it where it is, until {@link #resume}. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, process.pid())).start();
        if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("process %d did not take the signal %s".formatted(process.pid(), name));
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    /** Asks the process to end, then ends what is left of its tree. */
    private void end() {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        try {
            resume(); // one that is paused ends when it goes on
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It has ended already.
        }
        tree.forEach(ProcessHandle::destroyForcibly);
        TemporaryFolder.delete(folder);
    }
}
