package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            MySqlTable table = new MySqlTable(first.address());
            table.insert("弹幕");
            first.kill();
            first.restart();
            table.insert("after kill");
        }
        try (EmbeddedMySql second = EmbeddedMySql.start(data, binaries, port)) {
            assertThat(new MySqlTable(second.address()).notes()).containsExactly("弹幕", "after kill");
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
}
