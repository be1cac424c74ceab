package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program that is measured. */
record PackagedProgram(Path jar) {

    private static final String SETTING = "danmaku.jar";

    /** The one that the system property {@code danmaku.jar} names. */
    static PackagedProgram find() throws IOException {
        Path jar = Path.of(System.getProperty(SETTING, "standalone/target/danmaku.jar"));
        if (!Files.exists(jar)) {
            throw new IOException("%s is missing (expected: mvn package before, or -D%s=…)".formatted(jar, SETTING));
        }
        return new PackagedProgram(jar.toAbsolutePath());
    }

    /** What comes after {@code java}. An archive of its classes, which may lie beside it, lets it start sooner. */
    List<String> arguments(String... own) {
        List<String> arguments = new ArrayList<>(List.of("-Xmx512m"));
        Path archive = jar.resolveSibling("danmaku.jsa");
        if (Files.exists(archive)) {
            arguments.add("-XX:SharedArchiveFile=" + archive);
        }
        arguments.addAll(List.of("-jar", jar.toString()));
        arguments.addAll(List.of(own));
        return arguments;
    }
}
