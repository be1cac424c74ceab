package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path folder;

    @Test
    void takeTwice_tellsTheHolder() {
        try (FolderLock first = FolderLock.take(folder)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(folder))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("the data folder " + folder + " is in use by process "
                            + ProcessHandle.current().pid()
                            + " (stop that process, or choose another data folder)");
        }
    }

    @Test
    void takeAfterClose_works() {
        FolderLock.take(folder).close();
        FolderLock.take(folder).close();
    }

    @Test
    void fileLeftBehind_blocksNothing() throws Exception {
        Files.writeString(folder.resolve(".lock"), "1 closing");
        try (FolderLock lock = FolderLock.take(folder)) {
            assertThat(lock).isNotNull();
        }
    }
}
