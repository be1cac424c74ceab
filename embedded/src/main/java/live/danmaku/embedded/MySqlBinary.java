package live.danmaku.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The MySQL for this system, out of the archive on the class path. */
record MySqlBinary(Path home) {

    /** Unpacks it if need be, and makes sure that it runs here; throws with what to install when it does not. */
    static MySqlBinary unpack(Binaries binaries) {
        MySqlBinary binary = new MySqlBinary(
                binaries.folderOf("mysql-" + EngineKind.MYSQL.version() + "-" + processor(), MySqlBinary::unpackInto));
        binary.requireRunnable();
        return binary;
    }

    Path program() {
        return home.resolve("bin").resolve("mysqld");
    }

    private static void unpackInto(Path folder) throws IOException {
        try (InputStream archive = Binaries.resource("mysql-" + system() + "-" + processor() + ".tar.gz")) {
            Process tar = Fork.start(new ProcessBuilder("tar", "-xzf", "-", "-C", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            try (OutputStream input = tar.getOutputStream()) {
                archive.transferTo(input);
            }
            if (exitStatus(tar) != 0) {
                throw new IOException("tar failed with status " + tar.exitValue());
            }
        }
        Path libraries = folder.resolve("lib").resolve("private");
        if (Files.isDirectory(libraries)) {
            SharedLibraries.bridgeLibaio(libraries);
        }
    }

    private void requireRunnable() {
        try {
            Process version = Fork.start(
                    new ProcessBuilder(program().toString(), "--no-defaults", "--version").redirectErrorStream(true));
            String output = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (exitStatus(version) != 0) {
                throw new EngineException(
                        SharedLibraries.explain(output).orElse("MySQL does not run on this system: " + output.strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("MySQL does not run on this system", e);
        }
    }

    private static int exitStatus(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while preparing MySQL", e);
        }
    }

    private static String system() {
        return isMac() ? "Mac_OS_X" : "Linux";
    }

    /** Macs with processors of their own make translate the one archive there is. */
    private static String processor() {
        String arch = System.getProperty("os.arch");
        return isMac() ? "x86_64" : arch.equals("x86_64") ? "amd64" : arch;
    }

    private static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    }
}
