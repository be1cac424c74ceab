package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Collections;

/** Reports connects from an address of its own; on Linux all of 127.0.0.0/8 are this machine's. */
record ReportingClient(URI server, String address) {

    private static final int TIMEOUT_MS = 20_000;

    /** Reports as many connects in one call, and gives the answer with its status line and headers. */
    String connects(String version, int count, boolean ok) {
        String event = """
                {"kind":"connect","transport":"websocket","version":"%s","network":"wifi","ok":%s,"ms":120}""".formatted(version, ok);
        return post("[" + String.join(",", Collections.nCopies(count, event)) + "]");
    }

    private String post(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String head = "POST /v1/telemetry HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(bytes.length);
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MS);
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
