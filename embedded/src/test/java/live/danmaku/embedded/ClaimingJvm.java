package live.danmaku.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Says in a JVM of its own, on this JVM's class path, whether it may have a port. */
final class ClaimingJvm {

    private ClaimingJvm() {}

    static Process start(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClaimingJvm.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String... arguments) {
        System.out.println(PortClaims.claim(Integer.parseInt(arguments[0])));
    }
}
