package live.danmaku.tools.history.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on the way from one process to another, on which the network's faults are made. Thread-safe.
 *
 * <p>While it is a <em>hole</em>, nothing passes and nobody is told: no FIN, no RST; connections seem to be made, and no
 * byte comes. After a hole, what was sent meanwhile arrives, as TCP's repeats would bring it; or the connections of before
 * stay silent for ever, as behind a firewall that has forgotten them. While it is <em>cut</em>, connections are reset and
 * new ones are too.
 */
public final class Wire implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int BACKLOG = 200;
    private static final int CONNECT_MS = 5_000;

    private enum State {
        WHOLE,
        HOLE,
        CUT
    }

    private final String name;
    private final int port = Ports.find(1);
    private final ServerSocket server;
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private State state = State.WHOLE;
    private volatile int target;

    /**
     * Listens at once.
     *
     * @param name {@code <from>~<to>}
     * @param target a port of 127.0.0.1
     */
    Wire(String name, int target) {
        this.name = name;
        this.target = target;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new ScenarioException("a proxy cannot be opened: " + e.getMessage(), e);
        }
        start(this::accept, "wire-" + name);
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 128 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    public String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Leads to another port from now on; connections to the old one are reset. */
    void leadTo(int newTarget) {
        target = newTarget;
        passages.forEach(Passage::reset);
    }

    public void makeHole() {
        to(State.HOLE);
    }

    /** @param forgetful whether the connections of before stay silent for ever */
    public void endHole(boolean forgetful) {
        if (forgetful) {
            passages.forEach(Passage::forget);
        }
        to(State.WHOLE);
    }

    public void cut() {
        to(State.CUT);
        passages.forEach(Passage::reset);
    }

    public void mend() {
        to(State.WHOLE);
    }

    private synchronized void to(State next) {
        state = next;
        notifyAll();
    }

    private synchronized boolean isCut() {
        return state == State.CUT;
    }

    /** Blocks while nothing passes. */
    private synchronized void awaitPassing() throws InterruptedException {
        while (state == State.HOLE) {
            wait();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (isCut()) {
                    reset(client);
                } else {
                    Passage passage = new Passage(client);
                    passages.add(passage);
                    start(passage::open, "wire-" + name);
                }
            } catch (IOException e) {
                // Closed, or a client that was gone before it was let in.
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It is closed.
        }
        to(State.CUT);
        passages.forEach(Passage::reset);
    }

    /** One connection and the one that it leads to. */
    private final class Passage {

        private final Socket client;
        private final Socket far = new Socket();
        private final AtomicInteger ended = new AtomicInteger();
        private volatile boolean forgotten;

        Passage(Socket client) {
            this.client = client;
        }

        void open() {
            try {
                awaitPassing();
                if (forgotten) {
                    return;
                }
                client.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MS);
                start(() -> pump(far, client), "wire-" + name);
                pump(client, far);
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    awaitPassing();
                    if (forgotten) {
                        return;
                    }
                    out.write(buffer, 0, read);
                }
                awaitPassing();
                if (!forgotten) {
                    to.shutdownOutput();
                }
            } catch (IOException e) {
                broken();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (ended.incrementAndGet() == 2 && !forgotten) {
                reset();
            }
        }

        /** The end of one side reaches the other, unless nothing passes. */
        private void broken() {
            try {
                awaitPassing();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!forgotten) {
                reset();
            }
        }

        /** The server's side ends, the client is never told. */
        void forget() {
            forgotten = true;
            Wire.reset(far);
        }

        void reset() {
            passages.remove(this);
            Wire.reset(client);
            Wire.reset(far);
        }
    }
}
