package live.danmaku.benchmarks.gears;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import live.danmaku.benchmarks.process.FreePort;
import org.junit.jupiter.api.Test;

class SlowLinkTest {

    private static final Duration DELAY = Duration.ofMillis(50);

    @Test
    void answers_comeLaterAndInOrder() throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find(1));
        try (ServerSocket server = new ServerSocket();
                SlowLink link = startAfter(server, address);
                Socket client = new Socket(address.getAddress(), link.port());
                Socket served = server.accept()) {
            client.getOutputStream().write('?');
            assertThat(served.getInputStream().read()).isEqualTo('?');

            long asked = System.nanoTime();
            InputStream answers = client.getInputStream();
            for (int answer = 1; answer <= 100; answer++) {
                served.getOutputStream().write(answer);
            }
            for (int answer = 1; answer <= 100; answer++) {
                assertThat(answers.read()).isEqualTo(answer);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(DELAY);
        }
    }

    private static SlowLink startAfter(ServerSocket server, InetSocketAddress address) throws Exception {
        server.bind(address);
        server.setSoTimeout(10_000);
        return new SlowLink(address, DELAY);
    }
}
