package live.danmaku.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A TCP proxy on loopback, between a client and its server, that a test can make slow, silent or broken. It forwards until
 * it is given another {@link Fault}. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final int CONNECT_MS = 2_000;
    private static final int BACKLOG = 50;

    private volatile InetSocketAddress server;
    private final ServerSocket door;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;
    private volatile Duration delay = Duration.ZERO;

    private enum Fault {
        NONE,
        CUT,
        SWALLOW
    }

    private FaultyProxy(InetSocketAddress server) {
        this.server = server;
        try {
            door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("proxy-door", this::letIn);
    }

    /** A proxy, on a free port, for a server on this machine. */
    public static FaultyProxy to(int port) {
        return new FaultyProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Where clients connect to, at 127.0.0.1. */
    public int port() {
        return door.getLocalPort();
    }

    /** Forwards at once; connections that were {@link #swallow swallowed} stay silent, as those whose peer is gone without a word. */
    public void pass() {
        delay = Duration.ZERO;
        fault = Fault.NONE;
    }

    /** New connections go to another server on this machine, as when a name has moved. */
    public void redirect(int to) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), to);
    }

    /** Forwards each piece so much later. */
    public void delay(Duration by) {
        delay = by;
        fault = Fault.NONE;
    }

    /** Takes what comes, of these and of new connections, and forwards nothing; neither side is told. */
    public void swallow() {
        fault = Fault.SWALLOW;
        links.forEach(link -> link.swallowed = true);
    }

    /** Closes all connections, and new ones at once, until {@link #pass} or {@link #delay}. */
    public void cut() {
        fault = Fault.CUT;
        links.forEach(Link::close);
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Link link = new Link(door.accept());
                links.add(link);
                // A fault that is set after this finds the link.
                Fault now = fault;
                if (now == Fault.CUT) {
                    link.close();
                } else {
                    if (now == Fault.SWALLOW) {
                        link.swallowed = true;
                    }
                    daemon("proxy-link", link::open);
                }
            } catch (IOException e) {
                // The door is closed, or the client has gone already.
            }
        }
    }

    /** A client's connection and the one to the server that belongs to it. */
    private final class Link {

        private final Socket client;
        private final Socket behind = new Socket();
        volatile boolean swallowed;

        Link(Socket client) {
            this.client = client;
        }

        void open() {
            try {
                if (!swallowed) {
                    behind.connect(server, CONNECT_MS);
                    behind.setTcpNoDelay(true);
                    daemon("proxy-answers", () -> forward(behind, client));
                }
                client.setTcpNoDelay(true);
                forward(client, behind);
            } catch (IOException e) {
                close();
            }
        }

        private void forward(Socket from, Socket to) {
            byte[] piece = new byte[16 * 1024];
            try {
                for (int length = from.getInputStream().read(piece);
                        length >= 0;
                        length = from.getInputStream().read(piece)) {
                    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                    if (!swallowed) {
                        to.getOutputStream().write(piece, 0, length);
                    }
                }
            } catch (IOException e) {
                // As an end of the stream.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!swallowed) {
                close();
            }
        }

        void close() {
            links.remove(this);
            closed(client);
            closed(behind);
        }
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
        links.forEach(Link::close);
    }
}
