package live.danmaku.tools.history.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Free TCP ports of 127.0.0.1 below the range from which systems take the ports of outgoing connections; none twice. */
final class Ports {

    /** The lower ones are the integration tests', which may run beside. */
    private static final int LOWEST = 26_000;

    private static final int COUNT = 6_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** The first of {@code count} free ports in a row; another process may take them before they are used. */
    static int find(int count) {
        while (true) {
            int first = LOWEST + ThreadLocalRandom.current().nextInt(COUNT - count);
            int free = 0;
            while (free < count && GIVEN.add(first + free) && isFree(first + free)) {
                free++;
            }
            if (free == count) {
                return first;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
