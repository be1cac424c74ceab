package live.danmaku.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** TCP ports of 127.0.0.1. */
public final class LoopbackPort {

    /** How long a port may stay taken by an engine of the run before, which is just dying. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int LOWEST = 20_000;
    private static final int COUNT = 6_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LoopbackPort() {}

    /**
     * A random free port of 20000 to 25999, below the range from which systems take the ports of outgoing connections.
     * No JVM of this user gets it from here while this JVM lives; another program may take it before it is used, which is
     * unlikely.
     */
    public static int free() {
        return firstOf(1);
    }

    /** As {@link #free}, and the next port is the caller's too. */
    public static int freePair() {
        return firstOf(2);
    }

    private static int firstOf(int count) {
        while (true) {
            int first = LOWEST + ThreadLocalRandom.current().nextInt(COUNT + 1 - count);
            if (IntStream.range(first, first + count).allMatch(LoopbackPort::take)) {
                return first;
            }
        }
    }

    private static boolean take(int port) {
        return GIVEN.add(port) && PortClaims.claim(port) && isFree(port);
    }

    /** 127.0.0.1, however this JVM prefers IPv6. */
    static InetAddress address() {
        try {
            return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Returns when {@code port} can be listened on; throws, saying what to do, when it stays taken for 2 s. */
    static void requireFree(int port, EngineKind kind) {
        requireFree(port, kind.title(), "set " + kind.portVariable() + " to a free port");
    }

    static void requireFree(int port, String user, String advice) {
        Deadline deadline = Deadline.in(PATIENCE);
        while (!isFree(port)) {
            if (deadline.passed()) {
                throw new EngineException(
                        "port " + port + " for " + user + " is taken (" + advice + ", or stop what listens there)");
            }
            deadline.pause();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
