package live.danmaku.web.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

    private final HostNames hosts = new HostNames(List.of("Live.example.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.8.9.10:80", "[::1]:8080", "live.example.com:443"
            })
    void namesOfThisMachine(String host) {
        assertThat(hosts.isOurs(host)).isTrue();
        assertThat(hosts.isOurOrigin("https://" + host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.live.example.com",
                "evil.example@localhost",
                "10.0.0.1",
                "[::2]",
                "",
                " ",
                "localhost,evil.example"
            })
    void others(String host) {
        assertThat(hosts.isOurs(host)).isFalse();
        assertThat(hosts.isOurOrigin("http://" + host)).isFalse();
    }
}
