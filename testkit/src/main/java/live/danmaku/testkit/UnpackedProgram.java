package live.danmaku.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import live.danmaku.embedded.FileTree;
import live.danmaku.embedded.LoopbackPort;

/**
 * The packaged program, unpacked into a folder {@code unpacked} beside it, with an archive of the classes that it loads: so
 * a start costs a quarter of what {@code java -jar} of the package costs. It is made when first asked for, by one JVM while
 * others wait, and again when the package has changed.
 */
public final class UnpackedProgram {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Short lives do not repay more. */
    private static final List<String> FOR_SHORT_LIVES = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path folder;

    private UnpackedProgram(Path folder) {
        this.folder = folder;
    }

    /**
     * Blocks while it is made, which takes some 20 s.
     *
     * @param packaged the jar, with the engines' folder beside it
     */
    public static synchronized UnpackedProgram of(Path packaged) {
        Path beside = packaged.toAbsolutePath();
        UnpackedProgram program = new UnpackedProgram(beside.resolveSibling("unpacked"));
        try (FileChannel channel = FileChannel.open(
                        beside.resolveSibling("unpacked.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            String checksum = checksum(packaged);
            if (lock.isValid() && !program.isOf(checksum)) {
                FileTree.delete(program.folder);
                program.unpack(packaged);
                program.archiveClasses();
                Files.writeString(program.origin(), checksum);
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + packaged, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while unpacking " + packaged, e);
        }
    }

    /** What starts it: {@code java} with arguments, to which the program's own may be added. */
    public List<String> command(String... jvmArguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(FOR_SHORT_LIVES);
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-XX:SharedArchiveFile=" + archive(), "-jar", jar().toString()));
        return command;
    }

    public Path jar() {
        return folder.resolve("danmaku.jar");
    }

    private Path archive() {
        return folder.resolve("danmaku.jsa");
    }

    private Path origin() {
        return folder.resolve("of.crc32");
    }

    private boolean isOf(String checksum) throws IOException {
        return Files.exists(origin()) && Files.readString(origin()).equals(checksum);
    }

    private void unpack(Path packaged) throws IOException, InterruptedException {
        Process extraction = new ProcessBuilder(
                        JAVA,
                        "-Djarmode=tools",
                        "-jar",
                        packaged.toString(),
                        "extract",
                        "--destination",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(extraction.getInputStream().readAllBytes(), UTF_8);
        if (extraction.waitFor() != 0) {
            throw new IOException("the package cannot be extracted: " + said);
        }
        Files.createSymbolicLink(folder.resolve("engines"), folder.resolveSibling("engines"));
    }

    /** A run of the program, at whose end the JVM writes down what was loaded. */
    private void archiveClasses() throws IOException, InterruptedException {
        Path data = folder.resolve("rehearsal");
        SharedBinaries.in(data);
        int port = LoopbackPort.free();
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx512m"));
        command.addAll(FOR_SHORT_LIVES);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive(), "-jar", jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("rehearsal.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "DANMAKU_DATA_DIR", data.toString(),
                        "DANMAKU_HTTP_PORT", Integer.toString(port),
                        "DANMAKU_REDIS_PORT", Integer.toString(LoopbackPort.free()),
                        "DANMAKU_KAFKA_PORT", Integer.toString(LoopbackPort.freePair()),
                        "DANMAKU_MYSQL_PORT", Integer.toString(LoopbackPort.free()),
                        "DANMAKU_WS_PORT", Integer.toString(LoopbackPort.free()),
                        "DANMAKU_TCP_PORT", Integer.toString(LoopbackPort.free()),
                        "DANMAKU_LINK_PORT", Integer.toString(LoopbackPort.free())));
        Process rehearsal = builder.start();
        try {
            await().atMost(PATIENCE).until(() -> !rehearsal.isAlive() || isReady(port));
            rehearsal.destroy();
            if (!rehearsal.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || !Files.exists(archive())) {
                throw new IOException(
                        "the rehearsal left no archive:\n" + Files.readString(data.resolve("rehearsal.log")));
            }
        } finally {
            rehearsal.descendants().forEach(ProcessHandle::destroyForcibly);
            rehearsal.destroyForcibly();
        }
        FileTree.delete(data);
    }

    private static boolean isReady(int port) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port)))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String checksum(Path file) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            byte[] buffer = new byte[1 << 20];
            while (in.read(buffer) >= 0) {
                // Only the sum is of interest.
            }
            return Long.toHexString(in.getChecksum().getValue());
        }
    }
}
