package live.danmaku.standalone.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesProcessTest {

    @TempDir
    Path folder;

    @Test
    void start_withoutTheirJars_tellsWhatTheJvmSaid() {
        EnginesCommand command = EnginesCommand.all(folder.resolve("none"), folder.resolve("data"));
        assertThatThrownBy(() -> EnginesProcess.start(command, new EnginesListener() {}))
                .isInstanceOf(EnginesFailedException.class)
                .hasMessageContaining("ended at its start")
                .hasMessageContaining("live.danmaku.embedded.EnginesMain");
    }

    @Test
    void addresses_withMySql_keepsTheOthers() {
        EngineAddresses addresses = EngineAddresses.NONE
                .with("ready", "redis", "redis://127.0.0.1:1")
                .with("ready", "mysql", "jdbc:mysql://127.0.0.1:2/danmaku", "user", "password");
        assertThat(addresses)
                .isEqualTo(new EngineAddresses(
                        "redis://127.0.0.1:1", null, "jdbc:mysql://127.0.0.1:2/danmaku", "user", "password"));
    }

    @Test
    void addresses_redisWithPassword_isPartOfItsUri() {
        EngineAddresses addresses = EngineAddresses.NONE.with("ready", "redis", "redis://127.0.0.1:1", "a-B_9");
        assertThat(addresses.redis()).isEqualTo("redis://:a-B_9@127.0.0.1:1");
    }
}
