package live.danmaku.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Recordings of real streams. They are not part of the project: tests read them from the folder that {@code DANMAKU_RECORDINGS}
 * names or, without it, from one beside the project.
 */
public final class Recordings {

    private static final Path BESIDE = Path.of("..", "..", "shared", "data", "recordings");

    private Recordings() {}

    /** A recording, packed JSON lines; a test that asks for one that is not there is skipped. */
    public static Path named(String name) {
        String folder = System.getenv("DANMAKU_RECORDINGS");
        Path file = (folder == null ? BESIDE : Path.of(folder)).resolve(name + ".jsonl.gz");
        assumeTrue(Files.isReadable(file), () -> "no recording " + file.toAbsolutePath());
        return file;
    }
}
