package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverIT {

    @TempDir
    Path folder;

    @Test
    void awaitEnd_engineWithoutLifeline_isEnded() throws Exception {
        Process orphan = sleeper(folder.toString());
        record(orphan);
        Leftover.awaitEnd(folder);
        assertThat(orphan.waitFor()).isNotZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void awaitEnd_idNowOfAnotherProgram_leavesItAlone() throws Exception {
        Process stranger = sleeper("elsewhere");
        record(stranger);
        Leftover.awaitEnd(folder);
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void awaitEnd_damagedFile_isNoObstacle() throws Exception {
        Files.writeString(folder.resolve(NativeProcess.PID_FILE), "");
        Leftover.awaitEnd(folder);
        assertThat(folder).isEmptyDirectory();
    }

    private void record(Process process) throws Exception {
        Files.writeString(folder.resolve(NativeProcess.PID_FILE), process.pid() + "\n");
    }

    /** A process that waits for input, with {@code word} on its command line. */
    private static Process sleeper(String word) throws Exception {
        Process process = new ProcessBuilder(List.of("sh", "-c", "echo up; read -r line; exit 0", "sh", word)).start();
        assertThat(process.inputReader().readLine()).isEqualTo("up");
        return process;
    }
}
