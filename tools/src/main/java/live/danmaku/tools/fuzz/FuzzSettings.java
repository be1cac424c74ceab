package live.danmaku.tools.fuzz;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A run.
 *
 * @param url of the server's HTTP port; it gives development tokens and does not limit this machine
 * @param linkPort where its pusher listens for connectors; 0: that port is left alone
 * @param pid its process
 * @param log that it writes
 * @param connections that send hostile input at once
 * @param perSecond how many inputs a second, all together
 */
public record FuzzSettings(
        URI url, int linkPort, long pid, Path log, Duration length, long seed, int connections, double perSecond) {}
