package live.danmaku.tools.history.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wire to a server that says every byte again. */
class WireTest {

    private static final int SILENCE_MS = 300;
    private static final int PATIENCE_MS = 10_000;

    private ServerSocket server;
    private Wire wire;

    WireTest() throws IOException {
        server = echo();
        wire = new Wire("a~b", server.getLocalPort());
    }

    @BeforeEach
    void passes() throws IOException {
        try (Socket client = connect()) {
            assertThat(said(client, 7)).isEqualTo(7);
        }
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        server.close();
    }

    @Test
    void hole_isSilent_andWhatWasSentMeanwhileComesAfterwards() throws IOException {
        try (Socket client = connect()) {
            said(client, 1);
            wire.makeHole();
            client.getOutputStream().write(2);
            assertSilent(client);
            wire.endHole(false);

            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void hole_letsConnectAndSaysNothing() throws IOException {
        wire.makeHole();
        try (Socket client = connect()) {
            client.getOutputStream().write(3);
            assertSilent(client);
            wire.endHole(false);

            assertThat(client.getInputStream().read()).isEqualTo(3);
        }
    }

    @Test
    void forgetfulHole_keepsTheConnectionsOfBeforeSilent() throws IOException {
        try (Socket client = connect();
                Socket later = new Socket()) {
            said(client, 1);
            wire.makeHole();
            wire.endHole(true);
            client.getOutputStream().write(2);
            assertSilent(client);

            later.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port()));
            later.setSoTimeout(PATIENCE_MS);
            assertThat(said(later, 4)).isEqualTo(4);
        }
    }

    @Test
    void cut_resetsConnectionsAndNewOnes_untilMended() throws IOException {
        try (Socket client = connect()) {
            said(client, 1);
            wire.cut();
            assertThatThrownBy(() -> said(client, 2)).isInstanceOf(IOException.class);
        }
        try (Socket client = connect()) {
            assertThatThrownBy(() -> said(client, 3)).isInstanceOf(IOException.class);
        }
        wire.mend();
        try (Socket client = connect()) {
            assertThat(said(client, 4)).isEqualTo(4);
        }
    }

    @Test
    void leadTo_resetsAndGoesElsewhere() throws IOException {
        try (ServerSocket other = echo();
                Socket client = connect()) {
            said(client, 1);
            server.close();
            wire.leadTo(other.getLocalPort());
            assertThatThrownBy(() -> said(client, 2)).isInstanceOf(IOException.class);
            try (Socket later = connect()) {
                assertThat(said(later, 3)).isEqualTo(3);
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    /** What comes back; fails at the connection's end. */
    private static int said(Socket client, int word) throws IOException {
        client.getOutputStream().write(word);
        int answer = client.getInputStream().read();
        if (answer < 0) {
            throw new IOException("the connection has ended");
        }
        return answer;
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(PATIENCE_MS);
    }

    private static ServerSocket echo() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    start(() -> echo(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
        return socket;
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // Reset.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
