package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMySqlIT {

    private final Binaries binaries = Binaries.sharedByUser();
    private final int port = LoopbackPort.free();

    @TempDir
    Path data;

    @Test
    void startAgainAfterCloseAndAfterKill_keepsWhatWasCommitted() throws Exception {
        // What a beginning leaves that was killed half-way.
        Files.createDirectories(data.resolve("mysql/data.new/mysql"));
        try (EmbeddedMySql first = EmbeddedMySql.start(data, binaries, port)) {
            MySqlTable table = MySqlTable.of(first);
            table.insert("弹幕");
            first.kill();
            first.restart();
            table.insert("after kill");
        }
        try (EmbeddedMySql second = EmbeddedMySql.start(data, binaries, port)) {
            assertThat(MySqlTable.of(second).notes()).containsExactly("弹幕", "after kill");
        }
    }

    @Test
    void startOnTakenPort_tellsWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, LoopbackPort.address())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> EmbeddedMySql.start(data, binaries, port))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("port " + port + " for MySQL is taken"
                            + " (set DANMAKU_MYSQL_PORT to a free port, or stop what listens there)");
        }
    }

    @Test
    void start_newFolder_letsNobodyInWithTheOldPasswordOrNone() throws Exception {
        try (EmbeddedMySql server = EmbeddedMySql.start(data, binaries, port)) {
            MySqlTable.of(server).insert("own");
            assertThat(refusal(server, "danmaku")).contains("Access denied");
            assertThat(refusal(server, "")).contains("Access denied");
            assertThat(data.resolve("keys/mysql-password")).hasContent(server.password());
        }
    }

    @Test
    void start_folderOfAnOlderVersion_changesThePasswordAndKeepsTheData() throws Exception {
        try (EmbeddedMySql old = EmbeddedMySql.start(data, binaries, port)) {
            MySqlTable.of(old).insert("old");
            // As a folder was before passwords were random: no file, and the name for a password.
            MySqlTable.of(old).run("ALTER USER USER() IDENTIFIED BY 'danmaku'");
            assertThat(new MySqlTable(old.address(), "danmaku").notes()).containsExactly("old");
        }
        Files.delete(data.resolve("keys/mysql-password"));
        try (EmbeddedMySql server = EmbeddedMySql.start(data, binaries, port)) {
            assertThat(MySqlTable.of(server).notes()).containsExactly("old");
            assertThat(refusal(server, "danmaku")).contains("Access denied");
        }
    }

    private static String refusal(EmbeddedMySql server, String password) {
        return String.valueOf(catchThrowable(() -> new MySqlTable(server.address(), password).notes()));
    }
}
