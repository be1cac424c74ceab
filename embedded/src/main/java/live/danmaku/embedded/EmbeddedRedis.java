package live.danmaku.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A Redis 7.0 of its own process.
 *
 * <p>Its data is an append-only file in {@code <data>/redis}, written to disk once a second: {@link #kill} loses
 * nothing that was answered, a power cut up to a second. Thread-safe.
 */
public final class EmbeddedRedis implements Engine {

    public static final int DEFAULT_PORT = 16379;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final int PROBE_MILLIS = 1_000;

    private final FolderLock lock;
    private final Path home;
    private final EngineLog log;
    private final int port;
    private final @Nullable String password;
    private final List<String> command;
    private NativeProcess process;

    private EmbeddedRedis(Path dataFolder, Binaries binaries, int port, boolean withPassword, List<String> options) {
        Path data = dataFolder.toAbsolutePath();
        this.port = port;
        home = data.resolve("redis");
        log = EngineLog.open(data, "redis");
        lock = FolderLock.take(home);
        try {
            password = withPassword ? EnginePassword.of(data, EngineKind.REDIS) : null;
            command = command(RedisBinary.unpack(binaries), options);
            process = run();
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** As {@link #start(Path, Binaries, int, String...)}, with the program inside the data folder. */
    public static EmbeddedRedis start(Path dataFolder, int port) {
        return start(dataFolder, Binaries.in(dataFolder), port);
    }

    /**
     * Starts Redis and blocks until it answers, having loaded what the data folder holds.
     *
     * @param options further words of its command line, such as {@code --cluster-enabled yes}
     * @throws EngineException when the folder is in use, the port taken, or no answer comes within 60 s
     */
    public static EmbeddedRedis start(Path dataFolder, Binaries binaries, int port, String... options) {
        return new EmbeddedRedis(dataFolder, binaries, port, false, List.of(options));
    }

    /** As {@link #start(Path, Binaries, int, String...)}, open only to clients with the {@link #password}. */
    public static EmbeddedRedis startWithPassword(Path dataFolder, Binaries binaries, int port) {
        return new EmbeddedRedis(dataFolder, binaries, port, true, List.of());
    }

    /** The program's file, unpacked if need be: {@code redis-server}, which is Sentinel as well. */
    public static Path program(Binaries binaries) {
        return RedisBinary.unpack(binaries);
    }

    private List<String> command(Path program, List<String> options) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        if (password != null) {
            // In a file, for everybody on the machine sees the words of a command.
            Path file = home.resolve("password.conf");
            PrivateFile.write(file, "requirepass " + password + "\n");
            words.add(file.toString());
        }
        words.addAll(List.of("--bind", "127.0.0.1"));
        words.addAll(List.of("--port", Integer.toString(port), "--protected-mode", "yes"));
        words.addAll(List.of("--dir", home.toString(), "--save", "", "--set-proc-title", "no"));
        words.addAll(List.of("--appendonly", "yes", "--appendfsync", "everysec"));
        words.addAll(options);
        return List.copyOf(words);
    }

    private NativeProcess run() {
        Leftover.awaitEnd(home);
        LoopbackPort.requireFree(port, EngineKind.REDIS);
        NativeProcess started = NativeProcess.start(home, log, command);
        try {
            Readiness.await(EngineKind.REDIS, started, log, this::answersPing);
            return started;
        } catch (RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    private boolean answersPing() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LoopbackPort.address(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            String words = password == null ? "PING\r\n" : "AUTH " + password + "\r\nPING\r\n";
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return (password == null || "+OK".equals(answer.readLine())) && "+PONG".equals(answer.readLine());
        }
    }

    @Override
    public EngineKind kind() {
        return EngineKind.REDIS;
    }

    public int port() {
        return port;
    }

    /** Null when anybody on this machine may use it; else kept in {@code <data>/keys/redis-password}. */
    public @Nullable String password() {
        return password;
    }

    /** {@code redis://127.0.0.1:<port>}; a {@link #password} goes with it. */
    @Override
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public synchronized CompletionStage<Void> ended() {
        return process.ended();
    }

    /** Ends the process by KILL, as a crash would; {@link #restart} brings it back. */
    public synchronized void kill() {
        process.kill();
    }

    /** Freezes the process: connections stay, no answer comes, until {@link #resume}. */
    public synchronized void pause() {
        process.signal("STOP");
    }

    public synchronized void resume() {
        process.signal("CONT");
    }

    /** Ends the process if it runs, starts it on the same folder and port, and blocks until it answers. */
    public synchronized void restart() {
        process.stop(STOP_PATIENCE);
        process = run();
    }

    @Override
    public synchronized void close() {
        process.stop(STOP_PATIENCE);
        lock.close();
    }
}
