package live.danmaku.benchmarks.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.process.Pinning;

/**
 * Broadcasters of a folder of others' that is named on the command line, as far as they are in it and their libraries on
 * this machine: {@code cbcast.c} (C, one {@code send} a subscriber) and {@code nchan.sh} (nginx).
 */
final class Peers {

    private Peers() {}

    static List<Broadcaster> in(Path folder, Path work, Pinning pinning) throws IOException, InterruptedException {
        List<Broadcaster> peers = new ArrayList<>();
        Path c = folder.resolve("cbcast.c");
        if (Files.exists(c)) {
            Path built = work.resolve("cbcast");
            run("gcc", "-O2", "-std=gnu11", "-o", built.toString(), c.toString(), "-luring");
            peers.add(new Peer(
                    "C, epoll",
                    (port, window, data) -> window == 0
                            ? List.of(built.toString(), Integer.toString(port), "write")
                            : List.of(built.toString(), Integer.toString(port), "write", Integer.toString(window)),
                    "/page",
                    pinning));
        }
        Path nchan = folder.resolve("nchan.sh");
        if (Files.exists(nchan) && Files.exists(Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so"))) {
            peers.add(new Peer(
                    "nchan",
                    (port, window, data) -> List.of("bash", nchan.toString(), Integer.toString(port), "1"),
                    "/page.json",
                    pinning));
        }
        return peers;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ":\n" + said);
        }
    }
}
