package live.danmaku.tools.history.system;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection to one Redis, for a few commands. For one thread; calls block for some seconds at most. */
final class RespClient implements AutoCloseable {

    private static final int WITHIN_MS = 5_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    RespClient(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WITHIN_MS);
        socket.setSoTimeout(WITHIN_MS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * What Redis answers: a String, a Long, a List of these, or null.
     *
     * @throws IOException when it answers an error, or not at all
     */
    @Nullable
    Object call(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    private @Nullable Object answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '+' -> {
                return rest;
            }
            case ':' -> {
                return Long.valueOf(rest);
            }
            case '$' -> {
                return Integer.parseInt(rest) < 0 ? null : text(Integer.parseInt(rest));
            }
            case '*' -> {
                List<@Nullable Object> all = new ArrayList<>();
                for (int i = Integer.parseInt(rest); i > 0; i--) {
                    all.add(answer());
                }
                return all;
            }
            default -> throw new IOException("Redis answers " + line);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new IOException("Redis has ended the connection");
            }
            line.append((char) next);
        }
        in.read();
        return line.toString();
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        in.readNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }
}
