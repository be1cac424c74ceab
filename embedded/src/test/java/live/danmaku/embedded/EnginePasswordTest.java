package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginePasswordTest {

    @TempDir
    Path data;

    @Test
    void of_isMadeOnceForEachEngineAndFolder() {
        String first = EnginePassword.of(data, EngineKind.MYSQL);
        assertThat(first).hasSize(32);
        assertThat(EnginePassword.of(data, EngineKind.MYSQL)).isEqualTo(first);
        assertThat(EnginePassword.of(data, EngineKind.REDIS)).isNotEqualTo(first);
        assertThat(EnginePassword.of(data.resolve("other"), EngineKind.MYSQL)).isNotEqualTo(first);
    }

    @Test
    void file_onlyItsOwnerReads() throws Exception {
        EnginePassword.of(data, EngineKind.MYSQL);
        Path file = EnginePassword.file(data, EngineKind.MYSQL);
        assertThat(file).isEqualTo(data.resolve("keys/mysql-password"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void of_fileWithSomethingElse_namesTheFile() throws Exception {
        Path file = EnginePassword.file(data, EngineKind.MYSQL);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x'; DROP USER root; --");
        assertThatThrownBy(() -> EnginePassword.of(data, EngineKind.MYSQL))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith(file + " holds no password")
                .hasMessageNotContaining("DROP");
    }
}
