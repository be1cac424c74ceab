package live.danmaku.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * A folder of unpacked programs, one sub-folder for each program and version.
 *
 * <p>Unpacking is atomic: it happens in a temporary sub-folder, which gets its name when it is complete. Several
 * processes may share the folder.
 */
public record Binaries(Path folder) {

    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(15);

    /** Fills an empty folder. */
    @FunctionalInterface
    interface Unpacking {
        void into(Path folder) throws IOException;
    }

    /** The programs of one data folder. */
    public static Binaries in(Path dataFolder) {
        return new Binaries(dataFolder.toAbsolutePath().resolve("bin"));
    }

    /** The programs which all test runs of this user share, below the system's temporary folder. */
    public static Binaries sharedByUser() {
        String user = System.getProperty("user.name");
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "danmaku-engines-" + user);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(user)
                    || !PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
                            .equals("rwx------")) {
                throw new EngineException(folder + " belongs to or is open to somebody else (remove it)");
            }
            return new Binaries(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder, e);
        }
    }

    /** The folder of {@code name}, unpacked now if it is not there. */
    Path folderOf(String name, Unpacking unpacking) {
        Path home = folder.resolve(name);
        if (Files.isDirectory(home)) {
            return home;
        }
        try {
            Files.createDirectories(folder);
            removeAbandoned(name + ".");
            Path temporary = Files.createTempDirectory(folder, name + ".");
            try {
                synchronized (Fork.class) {
                    unpacking.into(temporary);
                }
                if (!temporary.toFile().renameTo(home.toFile()) && !Files.isDirectory(home)) {
                    throw new IOException("cannot rename " + temporary + " to " + home);
                }
            } finally {
                FileTree.delete(temporary);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + " into " + folder, e);
        }
    }

    /** Removes what unpackings left that were killed. */
    private void removeAbandoned(String prefix) throws IOException {
        FileTime longAgo = FileTime.from(Instant.now().minus(ABANDONED_AFTER));
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path child : children) {
                if (Files.getLastModifiedTime(child).compareTo(longAgo) < 0) {
                    FileTree.delete(child);
                }
            }
        }
    }

    /** An archive that lies on the class path; the caller closes it. */
    static InputStream resource(String name) {
        InputStream in = Binaries.class.getResourceAsStream("/" + name);
        if (in == null) {
            throw new EngineException("there is no " + name + " for this system, " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch")
                    + " (use engines of your own instead of the embedded ones)");
        }
        return in;
    }
}
