package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void create_newFolder_isForItsOwnerOnly() throws IOException {
        Path data = folder.resolve("somewhere").resolve("data");

        PrivateFolder.create(data);
        PrivateFolder.create(data);

        assertThat(permissions(data)).isEqualTo("rwx------");
    }

    @Test
    void create_dataFolderOfAnOlderVersion_becomesPrivate() throws IOException {
        Path data = open("data");
        Files.createFile(data.resolve(".lock"));
        Files.createDirectory(data.resolve("redis"));

        PrivateFolder.create(data);

        assertThat(permissions(data)).isEqualTo("rwx------");
    }

    @Test
    void create_folderOfOtherThings_staysAsItIs() throws IOException {
        Path shared = open("shared");
        Files.createFile(shared.resolve(".lock"));
        Files.createFile(shared.resolve("letter.txt"));

        PrivateFolder.create(shared);

        assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
    }

    private Path open(String name) throws IOException {
        Path open = Files.createDirectory(folder.resolve(name));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        return open;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
