package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    @TempDir
    Path data;

    @Test
    void folderOf_secondTime_isNotUnpackedAgain() {
        Binaries binaries = Binaries.in(data);
        Path first = binaries.folderOf("tool-1", folder -> Files.writeString(folder.resolve("tool"), "v1"));
        Path second = binaries.folderOf("tool-1", folder -> Files.writeString(folder.resolve("tool"), "v2"));
        assertThat(second).isEqualTo(first);
        assertThat(first.resolve("tool")).hasContent("v1");
    }

    @Test
    void folderOf_failedUnpacking_leavesNothing() {
        Binaries binaries = Binaries.in(data);
        assertThatThrownBy(() -> binaries.folderOf("tool-1", folder -> {
                    Files.writeString(folder.resolve("tool"), "half");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(binaries.folder()).isEmptyDirectory();
    }

    @Test
    void resource_forAnotherSystem_tellsWhatToDo() {
        assertThatThrownBy(() -> Binaries.resource("mysql-Plan9.tar.gz"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("use engines of your own");
    }
}
