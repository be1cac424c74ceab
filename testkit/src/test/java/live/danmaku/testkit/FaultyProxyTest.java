package live.danmaku.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

    private ServerSocket server;
    private FaultyProxy proxy;

    /** A server that sends back what it gets. */
    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    new Thread(() -> echo(client)).start();
                } catch (IOException e) {
                    // The server is closed.
                }
            }
        });
        echo.start();
        proxy = FaultyProxy.to(server.getLocalPort());
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The client is gone.
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void pass_forwardsBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 'a')).isEqualTo('a');
        }
    }

    @Test
    void delay_isAddedToEachWay() throws IOException {
        try (Socket client = connect()) {
            proxy.delay(Duration.ofMillis(150));
            long begin = System.nanoTime();
            assertThat(echoed(client, 'a')).isEqualTo('a');
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void swallow_nothingComesAndNobodyIsTold_thenNewOnesPassAndOldOnesStaySilent() throws IOException {
        try (Socket old = connect()) {
            assertThat(echoed(old, 'a')).isEqualTo('a');
            proxy.swallow();
            try (Socket during = connect()) {
                assertThatThrownBy(() -> echoed(during, 'b')).isInstanceOf(SocketTimeoutException.class);
            }
            assertThatThrownBy(() -> echoed(old, 'b')).isInstanceOf(SocketTimeoutException.class);

            proxy.pass();

            try (Socket fresh = connect()) {
                assertThat(echoed(fresh, 'c')).isEqualTo('c');
            }
            assertThatThrownBy(() -> echoed(old, 'c')).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void cut_connectionsEnd_untilItPasses() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 'a')).isEqualTo('a');
            proxy.cut();
            assertThat(isEnded(client)).isTrue();
            try (Socket during = connect()) {
                assertThat(isEnded(during)).isTrue();
            }
        }
        proxy.pass();
        try (Socket fresh = connect()) {
            assertThat(echoed(fresh, 'c')).isEqualTo('c');
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static int echoed(Socket client, char letter) throws IOException {
        client.setSoTimeout(400);
        client.getOutputStream().write(letter);
        return client.getInputStream().read();
    }

    private static boolean isEnded(Socket client) {
        try {
            return echoed(client, 'x') < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
