package live.danmaku.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The libraries of the system that the packed MySQL needs and that a bare system may lack. */
final class SharedLibraries {

    private static final Pattern MISSING = Pattern.compile("error while loading shared libraries: ([^:\\s]+):");
    private static final Map<String, String> DEBIAN_PACKAGES = Map.of(
            "libaio.so.1", "libaio1",
            "libnuma.so.1", "libnuma1",
            "libstdc++.so.6", "libstdc++6");

    /** Debian 13 and Ubuntu 24.04 have the same library under this name. */
    private static final List<Path> RENAMED_LIBAIO = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/libaio.so.1t64"), Path.of("/lib/x86_64-linux-gnu/libaio.so.1t64"));

    private SharedLibraries() {}

    /** What to tell a person about a program that said {@code output}; empty when no library was missing. */
    static Optional<String> explain(String output) {
        Matcher matcher = MISSING.matcher(output);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String library = matcher.group(1);
        String what = EngineKind.MYSQL.title() + " needs the library " + library + ", which this system lacks";
        String debianPackage = DEBIAN_PACKAGES.get(library);
        return Optional.of(
                debianPackage == null
                        ? what + " (install the package that has it)"
                        : what + " (Debian package " + debianPackage + ": apt-get install -y " + debianPackage + ")");
    }

    /** Lets programs that search {@code privateFolder} find a libaio that goes by its newer name. */
    static void bridgeLibaio(Path privateFolder) throws IOException {
        for (Path renamed : RENAMED_LIBAIO) {
            if (Files.exists(renamed)) {
                try {
                    Files.createSymbolicLink(privateFolder.resolve("libaio.so.1"), renamed);
                } catch (FileAlreadyExistsException e) {
                    // Bridged before.
                }
                return;
            }
        }
    }
}
