package live.danmaku.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Says one line to a Redis and hears the first line of the answer. */
record RedisCommands(int port) {

    String say(String command) throws IOException {
        return say(command, Duration.ofSeconds(5));
    }

    String say(String command, Duration patience) throws IOException {
        try (Socket socket = new Socket(LoopbackPort.address(), port)) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(answer.readLine());
        }
    }
}
