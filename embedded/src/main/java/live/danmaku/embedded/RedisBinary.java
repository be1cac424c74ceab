package live.danmaku.embedded;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The {@code redis-server} for this system, out of the archive on the class path. */
final class RedisBinary {

    private RedisBinary() {}

    /** The program's file, unpacked if need be. */
    static Path unpack(Binaries binaries) {
        String name = "redis-server-" + EngineKind.REDIS.version() + "-" + system() + "-" + processor();
        return binaries.folderOf(name, folder -> {
                    Path program = folder.resolve("redis-server");
                    try (InputStream in = Binaries.resource(name)) {
                        Files.copy(in, program);
                    }
                    if (!program.toFile().setExecutable(true)) {
                        throw new EngineException("cannot make " + program + " executable");
                    }
                })
                .resolve("redis-server");
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        String arch = System.getProperty("os.arch");
        return switch (arch) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386" -> "386";
            default -> arch;
        };
    }
}
