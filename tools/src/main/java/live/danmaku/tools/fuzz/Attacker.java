package live.danmaku.tools.fuzz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends inputs and reads what comes back; requests follow one another on one connection. For one thread. */
final class Attacker implements AutoCloseable {

    /** For a request, after which the server hangs. */
    private static final int ANSWER_WITHIN_MS = 15_000;

    /** For streams that may be unfinished: the server need not answer them. */
    private static final int LISTEN_MS = 40;

    private static final int CONNECT_WITHIN_MS = 5_000;

    private final Target target;
    private @Nullable Socket kept;
    private @Nullable InputStream answers;

    Attacker(Target target) {
        this.target = target;
    }

    /** @throws IOException when no connection can be made */
    Outcome send(HostileInput input) throws IOException {
        return input.isRequest() ? request(input) : stream(input);
    }

    private Outcome request(HostileInput input) throws IOException {
        boolean isFresh = kept == null;
        Outcome outcome = tryRequest(input);
        // A kept connection may have ended while nothing was asked on it.
        return outcome.equals(Outcome.CLOSED) && !isFresh ? tryRequest(input) : outcome;
    }

    private Outcome tryRequest(HostileInput input) throws IOException {
        Socket socket = kept == null ? connect(input.kind()) : kept;
        InputStream in = answers == null ? new BufferedInputStream(socket.getInputStream()) : answers;
        kept = socket;
        answers = in;
        try {
            socket.setSoTimeout(ANSWER_WITHIN_MS);
            for (byte[] piece : input.pieces()) {
                socket.getOutputStream().write(piece);
            }
            HttpAnswer answer = HttpAnswer.read(in, startsWith(input.pieces(), "HEAD "));
            if (answer.isLast()) {
                close();
            }
            return Outcome.answered(answer.status(), answer.hasRetryAfter());
        } catch (SocketTimeoutException e) {
            close();
            return Outcome.SILENT;
        } catch (IOException e) {
            close();
            return Outcome.CLOSED;
        }
    }

    private static boolean startsWith(List<byte[]> pieces, String text) {
        byte[] first = pieces.get(0);
        for (int i = 0; i < text.length(); i++) {
            if (i >= first.length || first[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private Outcome stream(HostileInput input) throws IOException {
        try (Socket socket = connect(input.kind())) {
            socket.setSoTimeout(LISTEN_MS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (byte[] piece : input.pieces()) {
                socket.getOutputStream().write(piece);
            }
            return switch (input.kind()) {
                case RAW, WEBSOCKET -> answer(in);
                default -> listen(in);
            };
        } catch (SocketTimeoutException | NumberFormatException e) {
            return Outcome.CLOSED;
        } catch (IOException e) {
            if (e instanceof ConnectException) {
                throw e;
            }
            return Outcome.CLOSED;
        }
    }

    private static Outcome answer(InputStream in) throws IOException {
        HttpAnswer answer = HttpAnswer.read(in, false);
        if (answer.status() == HttpAnswer.SWITCHING) {
            listen(in);
        }
        return Outcome.answered(answer.status(), answer.hasRetryAfter());
    }

    private static Outcome listen(InputStream in) throws IOException {
        byte[] ignored = new byte[4096];
        int read = 0;
        while (read >= 0) {
            read = readUnlessSilent(in, ignored);
        }
        return Outcome.CLOSED;
    }

    /** -1 when the server closes, or is silent for a moment. */
    private static int readUnlessSilent(InputStream in, byte[] bytes) throws IOException {
        try {
            return in.read(bytes);
        } catch (SocketTimeoutException e) {
            return -1;
        }
    }

    private Socket connect(InputKind kind) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        // Ports of connections that were reset are free at once.
        socket.setSoLinger(true, 0);
        socket.connect(new InetSocketAddress(target.address(), target.port(kind)), CONNECT_WITHIN_MS);
        return socket;
    }

    @Override
    public void close() throws IOException {
        if (kept != null) {
            kept.close();
        }
        kept = null;
        answers = null;
    }
}
