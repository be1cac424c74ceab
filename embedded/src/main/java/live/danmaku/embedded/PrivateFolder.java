package live.danmaku.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that no other user of the machine can enter: engines keep all messages in it, readable to everybody who can.
 */
public final class PrivateFolder {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    /** What a data folder holds. */
    private static final Set<String> OURS = Set.of(".lock", "bin", "kafka", "keys", "logs", "mysql", "redis");

    private PrivateFolder() {}

    /**
     * Creates the folder and those above it unless they are there. One that is there becomes private, too, unless it
     * holds other things than a data folder does: somebody may have named their home as the data folder.
     */
    public static void create(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                if (isPosix(folder) && holdsOursOnly(folder)) {
                    Files.setPosixFilePermissions(folder, OWNER);
                }
                return;
            }
            Path above = folder.toAbsolutePath().getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            Files.createDirectory(folder);
            if (isPosix(folder)) {
                Files.setPosixFilePermissions(folder, OWNER);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data folder " + folder, e);
        }
    }

    private static boolean holdsOursOnly(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.allMatch(path -> OURS.contains(path.getFileName().toString()));
        }
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
