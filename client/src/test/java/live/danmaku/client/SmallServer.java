package live.danmaku.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server of one room, as small as it can be: the route, polls, and the native dialect over TCP. */
final class SmallServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 100;

    private final HttpServer http;
    private final ServerSocket tcp;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> log = new ArrayList<>();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final List<JsonNode> reported = new CopyOnWriteArrayList<>();
    private volatile boolean push = true;
    private volatile boolean refusing;

    SmallServer() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        http = HttpServer.create(new InetSocketAddress(here, 0), 0);
        http.setExecutor(threads);
        http.createContext("/v1/route", this::route);
        http.createContext("/v1/rooms/r1/messages", this::poll);
        http.createContext("/v1/telemetry", this::telemetry);
        http.start();
        tcp = new ServerSocket(0, 50, here);
        threads.execute(this::accept);
    }

    private final class Session {

        private final Socket socket;
        private int at;

        Session(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try (socket) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                while (true) {
                    int length = in.readInt();
                    byte[] rest = in.readNBytes(length - 4);
                    int operation = ByteBuffer.wrap(rest).getInt(4);
                    if (operation == Packet.AUTH) {
                        JsonNode auth = JSON.readTree(new String(rest, 12, rest.length - 12, UTF_8));
                        welcome(auth.path("cursor").asString(""));
                    }
                }
            } catch (IOException e) {
                sessions.remove(this);
            }
        }

        private void welcome(String cursor) {
            synchronized (log) {
                at = place(cursor);
                say(
                        Packet.AUTH_REPLY,
                        "{\"code\":0,\"session\":\"s\",\"heartbeatMs\":30000,\"cursors\":{\"room:r1\":\"%s\"}}"
                                .formatted(cursor));
                sessions.add(this);
                push();
            }
        }

        void push() {
            synchronized (log) {
                if (at < log.size()) {
                    say(
                            Packet.MESSAGES,
                            "{\"topic\":\"room:r1\",\"from\":\"c%d\",\"to\":\"c%d\",\"messages\":[%s],\"leftOut\":0}"
                                    .formatted(at, log.size(), String.join(",", log.subList(at, log.size()))));
                    at = log.size();
                }
            }
        }

        private void say(int operation, String body) {
            try {
                socket.getOutputStream()
                        .write(Packet.bytes(operation, body.getBytes(UTF_8)).array());
            } catch (IOException e) {
                sessions.remove(this);
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = tcp.accept();
                if (refusing) {
                    socket.close();
                } else {
                    threads.execute(new Session(socket)::serve);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    int sessions() {
        return sessions.size();
    }

    /** Appends messages {@code m1}, {@code m2}, … and tells the sessions. */
    void say(int count) {
        synchronized (log) {
            for (int i = 0; i < count; i++) {
                log.add("{\"id\":\"m%d\",\"type\":\"comment\"}".formatted(log.size() + 1));
            }
        }
        sessions.forEach(Session::push);
    }

    int said() {
        synchronized (log) {
            return log.size();
        }
    }

    /** One message is skipped for who is connected, and nobody is told. */
    void skipOne() {
        synchronized (log) {
            log.add("{\"id\":\"m%d\",\"type\":\"comment\"}".formatted(log.size() + 1));
            sessions.forEach(session -> session.at++);
        }
    }

    void routeTo(boolean pushing) {
        push = pushing;
    }

    void refuse(boolean refuse) {
        refusing = refuse;
    }

    void cutAll() {
        sessions.forEach(session -> {
            try {
                session.socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void disconnect(String reason) {
        sessions.forEach(session -> session.say(Packet.DISCONNECT, reason));
        cutAll();
    }

    private void route(HttpExchange exchange) throws IOException {
        answer(exchange, """
                {"transport":"%s","rule":"percent","nodes":[{"id":"n1","tcp":"127.0.0.1:%d","weight":1}],"ticket":"t",
                "maxFailures":3,"backoff":{"baseMs":20,"maxMs":200,"factor":2,"jitter":0.5},"pollAfterMs":30}""".formatted(push ? "push" : "poll", tcp.getLocalPort()));
    }

    private void poll(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        String after = query.replaceAll("^.*after=([^&]*).*$|^.*$", "$1");
        String page;
        synchronized (log) {
            int from = after.isEmpty() ? Math.max(0, log.size() - PAGE) : place(after);
            int to = Math.min(log.size(), from + PAGE);
            page =
                    "{\"state\":\"live\",\"cursor\":\"c%d\",\"messages\":[%s],\"gap\":false,\"leftOut\":0,\"pollAfterMs\":30}"
                            .formatted(to, String.join(",", log.subList(from, to)));
        }
        answer(exchange, page);
    }

    private void telemetry(HttpExchange exchange) throws IOException {
        JSON.readTree(exchange.getRequestBody()).forEach(reported::add);
        answer(exchange, "{}");
    }

    /** The events that clients reported. */
    List<JsonNode> reported() {
        return reported;
    }

    private static int place(String cursor) {
        return cursor.equals("start") ? 0 : Integer.parseInt(cursor.substring(1));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        cutAll();
        http.stop(0);
        threads.shutdownNow();
    }
}
