package live.danmaku.tools.history.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The engines' programs, which lie beside the packaged program in {@code engines/}. */
final class EngineFiles {

    private final Path engines;

    /** @param program {@code danmaku.jar} */
    EngineFiles(Path program) {
        engines = program.toAbsolutePath().resolveSibling("engines");
        if (!Files.isDirectory(engines)) {
            throw new ScenarioException(
                    "there are no engines in %s (expected: those of the package)".formatted(engines));
        }
    }

    /** Words that begin the command line of a Java program among the engines. */
    List<String> java(String heap, String... more) {
        return Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx" + heap,
                                "-Xss512k",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto"),
                        Stream.of(more),
                        Stream.of("-cp", engines + "/*"))
                .flatMap(words -> words)
                .toList();
    }

    /** {@code redis-server} for this machine, unpacked into the folder. */
    Path unpackRedis(Path folder) {
        Path program = folder.resolve("redis-server");
        try (Stream<Path> jars = Files.list(engines)) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                if (unpack(jar, program)) {
                    return program;
                }
            }
        } catch (IOException e) {
            throw new ScenarioException("redis-server cannot be unpacked: " + e.getMessage(), e);
        }
        throw new ScenarioException("there is no redis-server for this machine in " + engines);
    }

    private static boolean unpack(Path jar, Path program) throws IOException {
        try (ZipFile archive = new ZipFile(jar.toFile())) {
            Optional<? extends ZipEntry> entry = archive.stream()
                    .filter(each -> each.getName().startsWith("redis-server-") && isForUs(each.getName()))
                    .findFirst();
            if (entry.isEmpty()) {
                return false;
            }
            try (InputStream in = archive.getInputStream(entry.get())) {
                Files.copy(in, program);
            }
            return program.toFile().setExecutable(true);
        }
    }

    private static boolean isForUs(String name) {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        String arch = System.getProperty("os.arch");
        return name.contains(mac ? "darwin" : "linux")
                && name.endsWith(arch.equals("x86_64") ? "amd64" : arch.equals("aarch64") ? "arm64" : arch);
    }
}
