package live.danmaku.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * MySQL's part of a data folder: {@code data}, which mysqld fills.
 *
 * <p>A new {@code data} is made in {@code data.new} and renamed when complete, so that a killed beginning is begun
 * again. It has the database {@code danmaku} and a user of the same name, who may do anything in the databases whose
 * names begin with {@code danmaku}; {@code root} is locked. The user's password is set at each start, before the server
 * lets anybody in: a folder of an older version has a fixed one, and a new folder none.
 */
record MySqlFolder(Path home) {

    static final String NAME = "danmaku";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CREATION = """
            CREATE DATABASE danmaku CHARACTER SET utf8mb4;
            CREATE USER 'danmaku'@'%';
            GRANT ALL ON `danmaku%`.* TO 'danmaku'@'%';
            ALTER USER 'root'@'localhost' ACCOUNT LOCK;
            """;

    Path data() {
        return home.resolve("data");
    }

    /** Makes {@code data} if it is not there yet, which takes some seconds; blocks. */
    void create(MySqlBinary binary, EngineLog log) {
        if (Files.isDirectory(data())) {
            return;
        }
        Path unfinished = home.resolve("data.new");
        Path statements = home.resolve("create.sql");
        try {
            FileTree.delete(unfinished);
            Files.writeString(statements, CREATION);
            List<String> command = command(binary, unfinished);
            command.add("--initialize-insecure");
            command.add("--init-file=" + statements);
            NativeProcess process = NativeProcess.start(home, log, command);
            if (!process.await(PATIENCE)) {
                process.kill();
            }
            if (process.exitStatus() != 0) {
                throw new EngineException("MySQL cannot make its data folder\n" + log.tail());
            }
            Files.move(unfinished, data());
            Files.delete(statements);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + data(), e);
        }
    }

    /** Writes what mysqld is to do at its start, {@code --init-file}, and gives the file. */
    Path writePassword(String password) {
        Path file = home.resolve("password.sql");
        PrivateFile.write(file, "ALTER USER 'danmaku'@'%' IDENTIFIED BY '" + password + "';\n");
        return file;
    }

    /** Removes what a killed mysqld leaves and a new one may take for a living one. */
    void forgetSocket(String socket) {
        try {
            Files.deleteIfExists(data().resolve(socket));
            Files.deleteIfExists(data().resolve(socket + ".lock"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + data(), e);
        }
    }

    /** The words common to every use of mysqld. */
    List<String> command(MySqlBinary binary, Path data) {
        List<String> words = new ArrayList<>();
        words.add(binary.program().toString());
        words.add("--no-defaults");
        words.add("--basedir=" + binary.home());
        words.add("--datadir=" + data);
        words.add("--character-set-server=utf8mb4");
        words.add("--skip-log-bin");
        if ("root".equals(System.getProperty("user.name"))) {
            words.add("--user=root");
        }
        return words;
    }
}
