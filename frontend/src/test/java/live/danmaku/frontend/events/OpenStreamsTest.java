package live.danmaku.frontend.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

class OpenStreamsTest {

    private static final ClientAddress ONE = client("203.0.113.1");
    private static final ClientAddress OTHER = client("203.0.113.2");
    private static final ClientAddress HERE = client("127.0.0.1");

    private final OpenStreams open = new OpenStreams(settings(4, 2), true);

    @Test
    void tooManyOfOneAddress_areRefused_untilOneIsGivenBack() {
        Runnable first = open.take(ONE);
        open.take(ONE);
        assertRefused(ONE, HttpStatus.TOO_MANY_REQUESTS);
        open.take(OTHER);

        first.run();

        assertThat(open.take(ONE)).isNotNull();
    }

    @Test
    void tooManyOfAll_areRefused_andLoopbackIsCountedThereOnly() {
        for (int i = 0; i < 4; i++) {
            open.take(HERE);
        }
        assertRefused(ONE, HttpStatus.SERVICE_UNAVAILABLE);
    }

    private void assertRefused(ClientAddress remote, HttpStatus status) {
        assertThatThrownBy(() -> open.take(remote)).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.retryAfter()).isPositive();
        });
    }

    private static EventsSettings settings(int most, int mostOfAddress) {
        return new EventsSettings(
                Duration.ofMillis(20),
                Duration.ofSeconds(15),
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(20),
                most,
                mostOfAddress);
    }

    private static ClientAddress client(String address) {
        return new ClientAddresses(List.of()).of(new InetSocketAddress(address, 1000));
    }
}
