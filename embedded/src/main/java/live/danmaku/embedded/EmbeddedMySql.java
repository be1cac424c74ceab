package live.danmaku.embedded;

import com.mysql.cj.jdbc.Driver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletionStage;

/**
 * A MySQL 8.0 of its own process, in UTC, with a database {@code danmaku}.
 *
 * <p>Its data is in {@code <data>/mysql}; every commit is on disk before it is answered, so {@link #kill} loses
 * nothing that was committed. Its {@link #password} is in {@code <data>/keys/mysql-password}. Thread-safe.
 */
public final class EmbeddedMySql implements Engine {

    public static final int DEFAULT_PORT = 13306;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);

    /** Relative to the data folder, since the path of a socket must be short. */
    private static final String SOCKET = "mysqld.sock";

    private final FolderLock lock;
    private final MySqlFolder folder;
    private final EngineLog log;
    private final int port;
    private final String password;
    private final List<String> command;
    private NativeProcess process;

    private EmbeddedMySql(Path dataFolder, Binaries binaries, int port) {
        Path data = dataFolder.toAbsolutePath();
        this.port = port;
        folder = new MySqlFolder(data.resolve("mysql"));
        log = EngineLog.open(data, "mysql");
        lock = FolderLock.take(folder.home());
        try {
            Leftover.awaitEnd(folder.home());
            LoopbackPort.requireFree(port, EngineKind.MYSQL);
            password = EnginePassword.of(data, EngineKind.MYSQL);
            MySqlBinary binary = MySqlBinary.unpack(binaries);
            folder.create(binary, log);
            command = command(binary);
            process = run();
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** As {@link #start(Path, Binaries, int)}, with the program inside the data folder. */
    public static EmbeddedMySql start(Path dataFolder, int port) {
        return start(dataFolder, Binaries.in(dataFolder), port);
    }

    /**
     * Starts MySQL and blocks until it answers a query; the first start in a folder takes some seconds more.
     *
     * @throws EngineException when the folder is in use, the port taken, a library of the system missing, or no answer
     *     comes within 60 s
     */
    public static EmbeddedMySql start(Path dataFolder, Binaries binaries, int port) {
        return new EmbeddedMySql(dataFolder, binaries, port);
    }

    private List<String> command(MySqlBinary binary) {
        List<String> words = folder.command(binary, folder.data());
        words.addAll(List.of("--bind-address=127.0.0.1", "--port=" + port, "--mysqlx=OFF", "--skip-name-resolve"));
        words.addAll(List.of("--socket=" + SOCKET, "--pid-file=mysqld.pid", "--secure-file-priv=NULL"));
        words.addAll(List.of("--innodb-buffer-pool-size=128M", "--innodb-flush-log-at-trx-commit=1"));
        words.addAll(List.of("--performance-schema=OFF", "--max-connections=200", "--default-time-zone=+00:00"));
        return List.copyOf(words);
    }

    private NativeProcess run() {
        Leftover.awaitEnd(folder.home());
        LoopbackPort.requireFree(port, EngineKind.MYSQL);
        folder.forgetSocket(SOCKET);
        List<String> words = new ArrayList<>(command);
        words.add("--init-file=" + folder.writePassword(password));
        NativeProcess started = NativeProcess.start(folder.home(), log, words);
        try {
            Readiness.await(EngineKind.MYSQL, started, log, this::answersQuery);
            return started;
        } catch (RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    private boolean answersQuery() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", "1000");
        properties.setProperty("socketTimeout", "2000");
        try (Connection connection = new Driver().connect(address(), properties);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT 1")) {
            return answer.next();
        }
    }

    @Override
    public EngineKind kind() {
        return EngineKind.MYSQL;
    }

    public int port() {
        return port;
    }

    /** A JDBC URL; {@link #user} and {@link #password} go with it. */
    @Override
    public String address() {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + MySqlFolder.NAME
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC";
    }

    public String user() {
        return MySqlFolder.NAME;
    }

    public String password() {
        return password;
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
